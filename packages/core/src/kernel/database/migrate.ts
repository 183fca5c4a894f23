import { createHash } from 'node:crypto'
import type { Database } from './database.ts'

/** One step of a schema, written by hand: STRICT tables, indexes, triggers, views. Never edited once released. */
export interface Migration {
  /** `0001_catalog`: applied in the order of the list, known by owner and name. */
  readonly name: string
  readonly statements: readonly string[]
}

export interface OwnedMigrations {
  /** `core` or a plugin id. */
  readonly owner: string
  readonly migrations: readonly Migration[]
}

const CREATE = `create table if not exists migrations (
  owner text not null, name text not null, hash text not null, applied_at integer not null, primary key (owner, name)) strict`

/**
 * Brings the schema up to date, one transaction per migration, so that a kill at any statement leaves it before or after.
 * Throws when an applied migration was edited, or when the database knows one that this program does not (a newer program was here).
 */
export async function migrate(db: Database, owners: readonly OwnedMigrations[], now: number): Promise<string[]> {
  await db.batch([{ sql: CREATE, args: [] }])
  const applied = new Map(
    (await db.raw('select owner, name, hash from migrations')).map(([owner, name, hash]) => [`${owner}/${name}`, hash]),
  )
  refuseNewer(applied, owners)
  const done: string[] = []
  for (const { owner, migrations } of owners) {
    for (const { name, statements } of migrations) {
      const key = `${owner}/${name}`
      const hash = hashOf(statements)
      const before = applied.get(key)
      if (before === hash) continue
      if (before !== undefined)
        throw new Error(`migration ${key} was changed after it was applied; write a new one instead`)
      await db.batch([
        {
          sql: 'insert into migrations (owner, name, hash, applied_at) values (?, ?, ?, ?)',
          args: [owner, name, hash, now],
        },
        ...statements.map((sql) => ({ sql, args: [] })),
      ])
      done.push(key)
    }
  }
  return done
}

function hashOf(statements: readonly string[]): string {
  return createHash('sha256')
    .update(statements.map((sql) => sql.trim().replace(/\s+/g, ' ')).join(';'))
    .digest('hex')
}

function refuseNewer(applied: ReadonlyMap<string, unknown>, owners: readonly OwnedMigrations[]): void {
  const known = new Set(owners.flatMap(({ owner, migrations }) => migrations.map(({ name }) => `${owner}/${name}`)))
  const present = new Set(owners.map(({ owner }) => owner))
  const newer = [...applied.keys()].filter((key) => !known.has(key) && present.has(key.split('/')[0] ?? ''))
  if (newer.length > 0)
    throw new Error(`the database was migrated by a newer version (${newer.join(', ')}); start that version`)
}
