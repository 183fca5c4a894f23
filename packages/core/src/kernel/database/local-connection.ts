import Libsql from 'libsql'
import type { SqlValue, Statement } from './statement.ts'

type Raw = InstanceType<typeof Libsql>
type Cached = ReturnType<Raw['prepare']>

/** One synchronous connection with its prepared statements kept. */
export interface Connection {
  /** Rows as arrays. */
  all(sql: string, args: readonly SqlValue[]): unknown[][]
  /** Number of rows changed. */
  run(sql: string, args: readonly SqlValue[]): number
  /** Runs text that is not worth keeping (BEGIN, COMMIT, pragmas, DDL). */
  exec(sql: string): void
  readonly inTransaction: boolean
  close(): void
}

const KEPT = 500

/** The list is set at open and each value is read back: a connection that is not as we want it is refused. */
const PRAGMAS: readonly (readonly [name: string, value: string, expected: unknown])[] = [
  ['journal_mode', 'wal', 'wal'],
  ['synchronous', 'full', 2],
  ['foreign_keys', 'on', 1],
  ['cache_size', '-65536', -65536],
  ['busy_timeout', '5', 5],
]

export function openConnection(path: string, access: 'write' | 'read'): Connection {
  const raw = new Libsql(path)
  setPragmas(raw, access)
  const kept = new Map<string, Cached>()
  const prepared = (sql: string): Cached => {
    let found = kept.get(sql)
    if (found !== undefined) return found
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string)
    found = raw.prepare(sql)
    kept.set(sql, found)
    return found
  }
  return {
    all: (sql, args) => {
      const found = prepared(sql)
      return (found.reader ? found.raw(true).all(args) : (found.run(args), [])) as unknown[][]
    },
    run: (sql, args) => prepared(sql).run(args).changes,
    exec: (sql) => void raw.exec(sql),
    get inTransaction() {
      return raw.inTransaction
    },
    close: () => raw.close(),
  }
}

function setPragmas(raw: Raw, access: 'write' | 'read'): void {
  for (const [name, value, expected] of PRAGMAS) {
    raw.exec(`pragma ${name} = ${value}`)
    const [row] = raw.prepare(`pragma ${name}`).raw(true).all() as unknown[][]
    if (row?.[0] !== expected)
      throw new Error(`the database refused pragma ${name} = ${value} (it says ${String(row?.[0])})`)
  }
  if (access === 'read') raw.exec('pragma query_only = on')
}

/** Runs one line; `changes` is checked here, so no second statement is needed on this engine. */
export function runLine(connection: Connection, line: Statement): { rows?: unknown[][]; changed: number } {
  if (line.returns === true) {
    const rows = connection.all(line.sql, line.args)
    return { rows, changed: rows.length }
  }
  return { changed: connection.run(line.sql, line.args) }
}
