import type { Logger } from '../../log.ts'
import { problems } from '../../problems.ts'
import type { Engine } from '../engine.ts'
import { type Connection, openConnection } from './connection.ts'
import { copyFile } from './copy.ts'
import { runCommand, runLines } from './lines.ts'
import { createWriter, WRITER_LIMITS, type WriterLimits } from './writer.ts'

export interface LocalOptions {
  /** Hears of writes that take long. */
  readonly log?: Logger
  readonly limits?: Partial<WriterLimits>
}

/**
 * The embedded engine: one FIFO writer with cached statements that commits up to 64 commands at a time,
 * and acknowledges only after COMMIT (what goes on in the background is committed alone, when nobody waits). Whoever reads sees committed
 * rows only: on the writer's connection while it is idle, else on one that can only read. One process must own the file: see `lockFile`.
 */
export function openLocalEngine(path: string, { log, limits }: LocalOptions = {}): Engine {
  const connection = openConnection(path, 'write')
  const reader = openConnection(path, 'read')
  const writer = createWriter(connection, { ...WRITER_LIMITS, ...limits }, log)
  const reading = createReading({ connection, reader })
  let closing: Promise<void> | undefined
  let isClosed = false
  const refuseClosed = () => {
    if (isClosed) throw problems.unavailable({ detail: 'The shop is closed.', headers: { 'Retry-After': '5' } })
  }
  const read = <T>(sql: string, use: (from: Connection) => T): T => {
    refuseClosed()
    return reading(sql, use)
  }
  const close = async () => {
    await writer.drain()
    isClosed = true
    reader.close()
    tidy(connection)
    connection.close()
  }
  return {
    kind: 'local',
    read: async (sql, args) => read(sql, (from) => from.all(sql, args)),
    first: async (sql, args) => read(sql, (from) => from.get(sql, args)),
    async inspect(sql, args) {
      refuseClosed()
      return reader.all(sql, args)
    },
    write: (command) => writer.submit(command.name, (to) => runCommand(to, command), command),
    batch: async (statements, options) =>
      void (await writer.submit('batch', (to) => runLines(to, statements), options)),
    exclusive: (body) => writer.exclusive(body),
    copyTo: (file) => copyFile({ from: path, to: file }),
    close: () => (closing ??= close()),
  }
}

/** So many texts are known to read only. */
const KNOWN = 1_000

/**
 * Pages that were just written are still in the memory of the writer, whereas every commit empties that of the reader: reading on the
 * writer's connection costs half. A text is tried first where it could change nothing.
 */
function createReading({ connection, reader }: { readonly connection: Connection; readonly reader: Connection }) {
  const known = new Set<string>()
  return <T>(sql: string, use: (from: Connection) => T): T => {
    if (known.has(sql)) return use(connection.inTransaction ? reader : connection)
    const result = use(reader)
    if (known.size < KNOWN) known.add(sql)
    return result
  }
}

/** A full disk has no room for it: then what is in the log stays there, and the next opening reads it. */
function tidy(connection: Connection): void {
  try {
    connection.exec('pragma wal_checkpoint(truncate)')
  } catch {
    return
  }
}
