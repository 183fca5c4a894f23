import type { App, Database, Statement } from '../../kernel/index.ts'
import { tablePrefix } from '../own-tables.ts'
import { installedPlugin } from './installed.ts'

/** Something in the schema that belongs to a plugin. */
export interface Belonging {
  readonly kind: 'table' | 'view' | 'trigger'
  readonly name: string
}

const NAME = /^[a-z0-9_]+$/i

/**
 * What a plugin has in the database, by its prefix, in an order in which it can be dropped: what looks at tables before the tables, and
 * younger tables before those that they may refer to. Another plugin whose longer id begins the same keeps its own.
 */
export async function belongingsOf(
  { db, extensions }: Pick<App, 'db' | 'extensions'>,
  id: string,
): Promise<Belonging[]> {
  const others = [...(await ownersIn(db)), ...extensions.of(installedPlugin).map((plugin) => plugin.id)]
  const longer = others
    .map(tablePrefix)
    .filter((prefix) => prefix !== tablePrefix(id) && prefix.startsWith(tablePrefix(id)))
  const rows = (await db.raw(
    `select type, name from sqlite_master where type in ('table', 'view', 'trigger') and substr(name, 1, ?) = ?
     order by type = 'table', sql not like 'create virtual%', rowid desc`,
    [tablePrefix(id).length, tablePrefix(id)],
  )) as [Belonging['kind'], string][]
  return rows
    .map(([kind, name]) => ({ kind, name }))
    .filter(({ name }) => NAME.test(name) && !longer.some((prefix) => name.startsWith(prefix)))
}

/** Everybody who ever applied a migration or has a row. */
async function ownersIn(db: Database): Promise<string[]> {
  return (await db.raw('select id from plugins union select owner from migrations')).map(([id]) => String(id))
}

/** A virtual table takes the tables behind it along, so that they may be gone. */
export function dropped({ kind, name }: Belonging): Statement {
  return { sql: `drop ${kind} if exists "${name}"`, args: [] }
}
