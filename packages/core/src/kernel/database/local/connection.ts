import Libsql from 'libsql'
import type { LineDone } from '../engine.ts'
import type { SqlValue, Statement } from '../statement.ts'

type Raw = InstanceType<typeof Libsql>

/** One synchronous connection with its prepared statements kept. */
export interface Connection {
  /** Rows as arrays. */
  all(sql: string, args: readonly SqlValue[]): unknown[][]
  /** The first row: a third of the price of `all`. */
  get(sql: string, args: readonly SqlValue[]): unknown[] | undefined
  run(line: Pick<Statement, 'sql' | 'args'>): LineDone
  /** Runs text that is not worth keeping (BEGIN, SAVEPOINT, COMMIT, pragmas): half the price of a prepared statement. */
  exec(sql: string): void
  readonly inTransaction: boolean
  close(): void
}

interface Kept {
  readonly statement: ReturnType<Raw['prepare']>
  /** `run` on a statement that returns rows stops after the first one and leaves the write lock held: such are always read to the end. */
  readonly returnsRows: boolean
}

const KEPT = 1_000

/** The list is set at open and each value is read back: a connection that is not as we want it is refused. */
const PRAGMAS: readonly (readonly [name: string, value: string, expected: unknown])[] = [
  ['journal_mode', 'wal', 'wal'],
  ['synchronous', 'full', 2],
  ['foreign_keys', 'on', 1],
  ['cache_size', '-65536', -65536],
  ['busy_timeout', '5', 5],
  // 8 MB of WAL before it is written back: hot pages are written back once for many commits, and nobody waits long for it.
  ['wal_autocheckpoint', '2000', 2000],
]

export function openConnection(path: string, access: 'write' | 'read'): Connection {
  const raw = new Libsql(path)
  setPragmas(raw, access)
  const prepared = keeper(raw)
  let isOpen = true
  return {
    all: (sql, args) => prepared(sql).statement.all(bindable(args)) as unknown[][],
    get: (sql, args) => prepared(sql).statement.get(bindable(args)) as unknown[] | undefined,
    run({ sql, args }) {
      const { statement, returnsRows } = prepared(sql)
      if (!returnsRows) return { changed: statement.run(bindable(args)).changes }
      const rows = statement.all(bindable(args)) as unknown[][]
      return { changed: rows.length, rows }
    },
    exec: (sql) => void raw.exec(sql),
    get inTransaction() {
      // The binding ends the whole process when a closed connection is asked.
      return isOpen && raw.inTransaction
    },
    close() {
      isOpen = false
      // The binding (libsql 0.5.29) never frees a closed connection, and with it its cached pages.
      raw.exec('pragma shrink_memory')
      raw.close()
    },
  }
}

/** The binding ends the whole process when it meets a boolean (libsql 0.5.29, "not yet implemented: bool"); types alone do not keep them out. */
function bindable(args: readonly unknown[]): readonly unknown[] {
  return args.some(isBoolean) ? args.map((value) => (isBoolean(value) ? Number(value) : value)) : args
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function keeper(raw: Raw): (sql: string) => Kept {
  const kept = new Map<string, Kept>()
  return (sql) => {
    let found = kept.get(sql)
    if (found !== undefined) return found
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string)
    const statement = raw.prepare(sql)
    const returnsRows = statement.reader
    found = { statement: returnsRows ? statement.raw(true) : statement, returnsRows }
    kept.set(sql, found)
    return found
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
