import { createServer } from 'node:net'
import type { Owner } from '../../kernel/index.ts'
import type { Finding } from './finding.ts'

/** Whether the shop can have its port, or has it and answers. */
export async function network(port: number, owner: Owner | undefined): Promise<Finding> {
  const check = `port ${port}`
  if (owner?.url?.endsWith(`:${port}`) === true) return readiness(check, owner.url)
  const code = await failureOf(port)
  if (code === undefined) return { check, ok: true, detail: 'free' }
  return {
    check,
    ok: false,
    detail: code === 'EADDRINUSE' ? 'in use by another program' : `cannot be had (${code})`,
    fix: `Choose another, such as ${port < 1024 ? 3000 : (port % 65_535) + 1}.`,
  }
}

async function readiness(check: string, url: string): Promise<Finding> {
  const status = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.status,
    (error: Error) => error.message,
  )
  return {
    check,
    ok: status === 200,
    detail: status === 200 ? 'this shop listens there and is ready' : `this shop does not answer well: ${status}`,
    fix: 'Look at its log, then start it again.',
  }
}

function failureOf(port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'unknown'))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(undefined)))
  })
}
