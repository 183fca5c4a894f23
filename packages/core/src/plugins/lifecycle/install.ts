import { sql } from 'drizzle-orm'
import compare from 'semver/functions/compare.js'
import { waitForConsumers } from '../../events/index.ts'
import { type App, type Database, insertInto, param, plain, type Statement } from '../../kernel/index.ts'
import type { AnyDefinition } from '../definition.ts'
import { everyPlugin, type PluginRow } from './rows.ts'
import { plugins } from './schema.ts'

type Versioned = Pick<AnyDefinition, 'id' | 'version'>

const insert = insertInto(plugins, 'skip')
const upgrade = plain(sql`
  update plugins set version = ${param('version')}, revision = revision + 1, updated_at = ${param('now')}
  where id = ${param('id')} and version = ${param('before')}`)

/** To be asked before a plugin's migrations are applied. Throws when a newer version of one was here. */
export async function refuseDowngrades(db: Database, installing: readonly Versioned[]): Promise<void> {
  const rows = await db.all(everyPlugin)
  for (const plugin of installing) refuseDowngrade(plugin, rows)
}

function refuseDowngrade({ id, version }: Versioned, rows: readonly PluginRow[]): void {
  const before = rows.find((row) => row.id === id)
  if (before === undefined || compare(version, before.version) >= 0) return
  throw new Error(
    `the plugin ${id} is installed in version ${before.version}, and this program has ${version}; start it with ${before.version} or newer, or restore a backup of before`,
  )
}

/**
 * Writes down what is there for the first time, enabled, and what came in a newer version. Of several processes that start at once each
 * looks again at what the others did, so that the newest version stays.
 */
export async function installPlugins({ db, now, log }: App, installing: readonly Versioned[]): Promise<void> {
  for (;;) {
    const rows = await db.all(everyPlugin)
    const lines = installing.flatMap((plugin) => {
      refuseDowngrade(plugin, rows)
      return lineOf(
        plugin,
        rows.find(({ id }) => id === plugin.id),
        now(),
      )
    })
    if (lines.length === 0) return
    await db.batch(lines)
    log.info({ plugins: installing.map(({ id, version }) => `${id} ${version}`) }, 'plugins were installed or upgraded')
  }
}

function lineOf({ id, version }: Versioned, before: PluginRow | undefined, now: number): Statement[] {
  if (before === undefined) return [insert({ id, version, status: 'enabled', installedAt: now, updatedAt: now })]
  if (before.version === version) return []
  return [upgrade({ id, version, before: before.version, now }), waitForConsumers(id, now)]
}
