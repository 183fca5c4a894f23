import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Terminal } from './terminal.ts'

/** The body of an answer as a stream of Node. */
export function bodyOf(response: Response): Readable {
  return Readable.fromWeb(response.body as import('node:stream/web').ReadableStream)
}

export interface Download {
  readonly response: Response
  readonly file: string
  readonly terminal: Terminal
  /** Readable by this user only. */
  readonly isSecret?: boolean
  /** Looks at the finished bytes before they get their name; what it throws is thrown. */
  readonly inspect?: (partial: string) => void
}

/** Saves an answer under its name when it is complete, never before; answers its size in bytes. */
export async function saveTo({ response, file, terminal, isSecret, inspect }: Download): Promise<number> {
  const partial = `${file}.part`
  let bytes = 0
  const count = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      bytes += chunk.byteLength
      terminal.progress(size(bytes))
      yield chunk
    }
  }
  try {
    await pipeline(bodyOf(response), count, createWriteStream(partial, { mode: isSecret === true ? 0o600 : 0o666 }))
    inspect?.(partial)
    renameSync(partial, file)
    return bytes
  } finally {
    for (const left of ['', '-wal', '-shm', '-journal']) rmSync(partial + left, { force: true })
  }
}

export function size(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1_024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
