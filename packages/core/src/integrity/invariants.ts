import type { Database } from '../kernel/index.ts'
import type { Broken, InvariantId, InvariantReport, Violation } from './model.ts'

/** What must hold at every moment, each as a view of the database that lists the rows that break it. */
export const invariants: readonly { readonly id: InvariantId; readonly title: string; readonly view: string }[] = [
  { id: 'I1', title: 'every level is the sum of its ledger', view: 'integrity_ledger' },
  { id: 'I2', title: 'no more is promised than is there, and debts are seen to', view: 'integrity_bounds' },
  { id: 'I3', title: 'what order lines still owe is promised, and nothing else', view: 'integrity_promises' },
  { id: 'I4', title: 'reserved and committed are the sums of live reservations', view: 'integrity_reserved' },
  { id: 'I5', title: 'one origin becomes one order', view: 'integrity_single' },
  { id: 'I6', title: 'every effect comes from a command that happened once', view: 'integrity_commands' },
  { id: 'I7', title: 'every consumer stands where its events are', view: 'integrity_outbox' },
  { id: 'I8', title: 'totals are sums, and no more money moved than was promised', view: 'integrity_money' },
  { id: 'I9', title: 'nothing names what does not exist', view: 'integrity_references' },
  { id: 'I10', title: 'the database file is sound', view: 'integrity_storage' },
]

export interface CheckOptions {
  /** Checks these only. */
  readonly only?: readonly InvariantId[] | undefined
  /** Rows listed for each invariant; default 1 000. */
  readonly limit?: number
}

/** Reads every invariant and lists what breaks it. Reads all of the ledger: a task for the background of a large shop. */
export async function checkInvariants(
  db: Pick<Database, 'raw'>,
  { only, limit = 1_000 }: CheckOptions = {},
): Promise<InvariantReport> {
  const violations: Broken[] = []
  for (const { id, title, view } of invariants) {
    if (only !== undefined && !only.includes(id)) continue
    if (id === 'I10') await lookIntoSearches(db)
    const rows = await violationsIn(db, { view, limit })
    if (rows.length > 0) violations.push({ invariant: id, title, rows })
  }
  return { ok: violations.length === 0, violations }
}

/**
 * SQLite 3.45.1 calls a full-text index damaged that another connection wrote to, until this one has searched it: its check looks at
 * what it read of the index before.
 */
async function lookIntoSearches(db: Pick<Database, 'raw'>): Promise<void> {
  const found = "select name from sqlite_master where type = 'table' and sql like 'create virtual table%using fts5%'"
  for (const [name] of (await db.raw(found)) as [string][])
    await db.raw(`select rowid from "${name}" where "${name}" match 'nothing' limit 1`)
}

/** `view` is one of ours, never text from outside. */
async function violationsIn(
  db: Pick<Database, 'raw'>,
  { view, limit }: { view: string; limit: number },
): Promise<Violation[]> {
  const rows = (await db.raw(`select subject, cause, data from ${view} limit ?`, [limit])) as string[][]
  return rows.map(([subject = '', cause = '', data = '{}']) => ({ subject, cause, data: JSON.parse(data) }))
}
