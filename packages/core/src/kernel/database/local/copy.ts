import { Worker } from 'node:worker_threads'

/** Text, since a worker cannot load TypeScript; the binding is found from this file. */
const WORK = `
const { createRequire } = require('node:module')
const { workerData } = require('node:worker_threads')
const Libsql = createRequire(workerData.here)('libsql')
const source = new Libsql(workerData.from)
try {
  source.exec('pragma busy_timeout = 5000')
  source.prepare('vacuum into ?').run([workerData.to])
} catch (error) {
  throw new Error(error.message) // an error of the binding loses its words on the way to another thread
} finally {
  source.close()
}`

interface Copy {
  readonly from: string
  readonly to: string
}

/**
 * Writes a compact, consistent copy of an open database as a new file. It takes a connection of its own, since the reading one may not
 * write anywhere, and a thread of its own, since `VACUUM INTO` takes as long as the file is large.
 */
export function copyFile({ from, to }: Copy): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORK, { eval: true, workerData: { here: import.meta.url, from, to } })
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the copy ended with code ${code}`))))
  })
}
