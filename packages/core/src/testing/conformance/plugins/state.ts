import type { Commerce } from '../../../commerce.ts'
import { tablePrefix } from '../../../plugins/own-tables.ts'

type Db = Commerce['core']['db']

/** How the engine keeps its books; not what a plugin did. */
const BOOKS = ['commands', 'event_consumers', 'event_parked', 'jobs', 'plugins', 'channel_leases', 'channel_runs']

async function namesOf(db: Db, kinds: string): Promise<string[]> {
  const rows = await db.raw(
    `select name from sqlite_master where type in (select value from json_each(?)) and name not like 'sqlite_%' order by name`,
    [JSON.stringify(kinds.split(' '))],
  )
  return rows.map(([name]) => String(name))
}

/** Tables, views and triggers of the whole database. */
export function schemaNames({ core }: Pick<Commerce, 'core'>): Promise<string[]> {
  return namesOf(core.db, 'table view trigger index')
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

export async function ownTables({ core }: Pick<Commerce, 'core'>, id: string): Promise<string[]> {
  return (await namesOf(core.db, 'table')).filter((name) => name.startsWith(tablePrefix(id)))
}

/** Every row of the plugin's own tables. */
export async function ownRows(shop: Pick<Commerce, 'core'>, id: string): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const name of await ownTables(shop, id))
    rows[name] = (await shop.core.db.raw(`select * from ${quoted(name)}`)).map((row) => JSON.stringify(row)).sort()
  return rows
}

/** How many rows every table has, the books of the engine left out. */
export async function rowCounts({ core: { db } }: Pick<Commerce, 'core'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of await namesOf(db, 'table')) {
    if (BOOKS.includes(name)) continue
    const [row = []] = await db.raw(`select count(*) from ${quoted(name)}`)
    counts[name] = Number(row[0])
  }
  return counts
}

/** The plugin's tables as they were made, for comparison of two ways to make them. */
export async function ownSchema({ core: { db } }: Pick<Commerce, 'core'>, id: string): Promise<unknown> {
  const rows = await db.raw(
    `select type, name, sql from sqlite_master where substr(name, 1, ?) = ? or substr(tbl_name, 1, ?) = ? order by type, name`,
    [tablePrefix(id).length, tablePrefix(id), tablePrefix(id).length, tablePrefix(id)],
  )
  return rows.map(([type, name, sql]) => [type, name, String(sql).replaceAll(/\s+/g, ' ')])
}

export interface Consumer {
  readonly name: string
  readonly cursor: number
}

export async function consumersOf({ core: { db } }: Pick<Commerce, 'core'>, id: string): Promise<Consumer[]> {
  const rows = await db.raw('select name, cursor from event_consumers where substr(name, 1, ?) = ?', [
    id.length + 1,
    `${id}/`,
  ])
  return rows.map(([name, cursor]) => ({ name: String(name), cursor: Number(cursor) }))
}

/** What subscriptions of the plugin could not take: `loyalty/order.placed: …`. */
export async function parkedOf({ core: { db } }: Pick<Commerce, 'core'>, id: string): Promise<string[]> {
  const rows = await db.raw('select consumer, error from event_parked where substr(consumer, 1, ?) = ?', [
    id.length + 1,
    `${id}/`,
  ])
  return rows.map(([consumer, error]) => `${consumer}: ${error}`)
}

/** What waits after a failure is due now. */
export async function retryNow({ core: { db } }: Pick<Commerce, 'core'>): Promise<void> {
  await db.batch([{ sql: `update event_parked set next_at = 0 where status = 'waiting'`, args: [] }])
}

/** Sets the cursors back, so that everything since then is delivered again. */
export async function rewind({ core: { db } }: Pick<Commerce, 'core'>, to: readonly Consumer[]): Promise<void> {
  await db.batch(
    to.map(({ name, cursor }) => ({
      sql: 'update event_consumers set cursor = ? where name = ?',
      args: [cursor, name],
    })),
  )
}
