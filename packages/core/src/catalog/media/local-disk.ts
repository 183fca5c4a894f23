import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FilesDriver } from './files.ts'

const KEY = /^[a-z0-9-]+(?:[/.][a-z0-9-]+)*$/

/** Files in a folder. A file appears under its name only when all of it is on the disk. */
export function localDisk(folder: string): FilesDriver {
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new RangeError(`not a key of a file: ${key}`)
    return join(folder, ...key.split('/'))
  }
  let written = 0
  return {
    id: 'local-disk',
    async write(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      written += 1
      const draft = `${path}.${process.pid}-${written}.part`
      const file = await open(draft, 'w')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
    },
    async read(key) {
      const path = pathOf(key)
      try {
        const { size } = await stat(path)
        return { size, body: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}
