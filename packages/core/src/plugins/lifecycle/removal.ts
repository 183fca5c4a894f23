import { sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { forgetConsumers } from '../../events/index.ts'
import { forgetJobs, runningJobs } from '../../jobs/index.ts'
import {
  answered,
  type Context,
  deleteFrom,
  type Ended,
  param,
  plain,
  pluginRemoving,
  requireVersion,
  run,
} from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { belongingsOf, dropped } from './belongings.ts'
import { pluginOf } from './installed.ts'
import type { Removed } from './model.ts'
import { PLUGINS, type PluginRow } from './rows.ts'
import { plugins } from './schema.ts'
import { refreshSwitches, requireRow } from './status.ts'

const forget = deleteFrom(plugins)
const forgetMigrations = plain(sql`delete from migrations where owner = ${param('id')}`)

export interface Removing {
  readonly id: string
  readonly data: Removed['data']
  readonly revision: number | undefined
}

/**
 * Takes a plugin out of the database: what other rooms hold in its name is ended first, then its cursors, schedules and row go, and with
 * `drop` its tables. Kept data is found again when it is installed anew. Throws `plugins.notFound`, `plugins.enabled`, `plugins.busy`.
 */
export async function removePlugin(ctx: Context, { id, data, revision }: Removing): Promise<Removed> {
  const before = await answered<Removed>(ctx)
  if (before !== undefined) return before
  await requireRemovable(ctx, { id, revision })
  const ended = await endAll(ctx, { id, data })
  const { result } = await run(ctx, {
    name: 'plugins.remove',
    plan: async (commandId) => {
      const row = await requireRemovable(ctx, { id, revision })
      const tables = data === 'drop' ? await belongingsOf(ctx, id) : []
      const names = tables.filter(({ kind }) => kind === 'table').map(({ name }) => name)
      const removed: Removed = { id, data, tables: names, ended: [...ended] }
      const lines = [
        forget({ id, revision: row.revision }, { changes: 1, refuse: () => 'stale', touches: PLUGINS }),
        ...forgetConsumers(id),
        forgetJobs(id),
        ...tables.map(dropped),
        ...(data === 'drop' ? [forgetMigrations({ id })] : []),
        audit(ctx, { action: 'plugins.remove', subject: id, detail: { data, tables: names, ended }, commandId }),
      ]
      return { statements: lines, result: removed }
    },
  })
  await refreshSwitches(ctx)
  return result
}

async function requireRemovable(ctx: Context, { id, revision }: Pick<Removing, 'id' | 'revision'>): Promise<PluginRow> {
  const row = await requireRow(ctx, id)
  requireVersion(revision, row.revision)
  if (row.status === 'enabled' && pluginOf(ctx, id) !== undefined)
    throw problems.enabled({ detail: `${id} is enabled.`, hint: `POST /admin/plugins/${id}/disable, then remove it.` })
  const [job] = await runningJobs(ctx, id)
  if (job !== undefined) throw problems.busy({ detail: `${job} is running.`, headers: { 'Retry-After': '5' } })
  return row
}

/** One after another, outside of the command: they call outside, and have commands of their own. */
async function endAll(ctx: Context, plugin: Pick<Removing, 'id' | 'data'>): Promise<Ended[]> {
  const { command: _, key: __, ...request } = ctx.request
  const ended: Ended[] = []
  for (const end of ctx.extensions.of(pluginRemoving)) ended.push(await end({ ...ctx, request }, plugin))
  return ended.filter(({ count }) => count > 0)
}
