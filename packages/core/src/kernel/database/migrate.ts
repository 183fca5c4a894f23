import { createHash } from 'node:crypto'
import { failpoint } from '../failpoint.ts'
import { isProblem } from '../problem.ts'
import type { Database } from './database.ts'
import { STALE } from './failure.ts'
import type { Statement } from './statement.ts'

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

/** A step that the database has not seen. */
export interface PendingMigration extends Migration {
  readonly owner: string
  readonly hash: string
}

/** Codes of what `migrate` and `pendingMigrations` throw. */
export const MIGRATION_CHANGED = 'VITRINE_MIGRATION_CHANGED'
export const SCHEMA_NEWER = 'VITRINE_SCHEMA_NEWER'

const CREATE = `create table if not exists migrations (
  owner text not null, name text not null, hash text not null, program text not null, applied_at integer not null,
  primary key (owner, name)) strict, without rowid`

/** Another process of the same shop may be doing the same: whoever loses sees what the winner did and goes on from there. */
const ROUNDS = 10

/**
 * Brings the schema up to date, one transaction per step whose first line inserts its name: a kill at any statement leaves the step done
 * or undone, and of two processes that start at once one applies it. `program` is the version that does it, kept for messages.
 * Returns the names of what it applied. Throws, with nothing changed, when an applied step was edited (`VITRINE_MIGRATION_CHANGED`)
 * or when a newer program was here (`VITRINE_SCHEMA_NEWER`).
 */
export async function migrate(
  db: Database,
  owners: readonly OwnedMigrations[],
  now: number,
  program = 'unknown',
): Promise<string[]> {
  await db.batch([{ sql: CREATE, args: [] }])
  const done: string[] = []
  for (let round = 1; ; round += 1) {
    const [next] = await pendingMigrations(db, owners)
    if (next === undefined) return done
    try {
      await db.batch(linesOf(next, { now, program }))
      done.push(`${next.owner}/${next.name}`)
      failpoint('migrate.applied')
      round = 0
    } catch (error) {
      const mayBeDone = error === STALE || (isProblem(error) && error.status === 503)
      if (!mayBeDone || round >= ROUNDS) throw error === STALE ? new Error(`${next.name} was refused`) : error
    }
  }
}

/** What `migrate` would apply, in order, found by reading only. Throws as `migrate` does. */
export async function pendingMigrations(
  db: Database,
  owners: readonly OwnedMigrations[],
): Promise<readonly PendingMigration[]> {
  const applied = await appliedMigrations(db)
  refuseNewer(applied, owners)
  return owners.flatMap(({ owner, migrations }) =>
    migrations.flatMap((migration) => {
      const hash = hashOf(migration)
      const before = applied.find((row) => row.owner === owner && row.name === migration.name)
      if (before === undefined) return [{ owner, hash, ...migration }]
      if (before.hash === hash) return []
      const message = `the migration ${owner}/${migration.name} was changed after ${before.program} applied it; write a new one instead`
      throw Object.assign(new Error(message), { code: MIGRATION_CHANGED })
    }),
  )
}

interface Applied {
  readonly owner: string
  readonly name: string
  readonly hash: string
  readonly program: string
}

async function appliedMigrations(db: Database): Promise<readonly Applied[]> {
  const known = await db.raw("select 1 from sqlite_master where type = 'table' and name = 'migrations'")
  if (known.length === 0) return []
  const rows = (await db.raw('select owner, name, hash, program from migrations')) as string[][]
  return rows.map(([owner = '', name = '', hash = '', program = '']) => ({ owner, name, hash, program }))
}

function linesOf(step: PendingMigration, { now, program }: { now: number; program: string }): Statement[] {
  const { owner, name, hash, statements } = step
  const claim: Statement = {
    sql: 'insert into migrations (owner, name, hash, program, applied_at) values (?, ?, ?, ?, ?)',
    args: [owner, name, hash, program, now],
    refuse: () => 'stale',
  }
  return [claim, ...statements.map((sql) => ({ sql, args: [] }))]
}

function hashOf({ statements }: Migration): string {
  const text = statements.map((sql) => sql.trim().replace(/\s+/g, ' ')).join(';')
  return createHash('sha256').update(text).digest('hex')
}

function refuseNewer(applied: readonly Applied[], owners: readonly OwnedMigrations[]): void {
  const known = new Set(owners.flatMap(({ owner, migrations }) => migrations.map(({ name }) => `${owner}/${name}`)))
  const present = new Set(owners.map(({ owner }) => owner))
  const newer = applied.filter(({ owner, name }) => present.has(owner) && !known.has(`${owner}/${name}`))
  const [first] = newer
  if (first === undefined) return
  const names = newer.map(({ owner, name }) => `${owner}/${name}`).join(', ')
  const message = `the database was migrated by a newer program (${first.program}), which added ${names}; start that version, or restore a backup`
  throw Object.assign(new Error(message), { code: SCHEMA_NEWER })
}
