import { audit } from '../../access/index.ts'
import { waitForConsumers } from '../../events/index.ts'
import { type Context, requireVersion, run, update } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { PLUGINS, type PluginRow, pluginById } from './rows.ts'
import { plugins } from './schema.ts'
import { pluginSwitches } from './switches.ts'

const change = update(plugins)

export interface Turning {
  readonly id: string
  readonly status: PluginRow['status']
  /** What the caller has seen last. */
  readonly revision: number | undefined
}

/**
 * Turns a plugin on or off; when it resolves, this process does so, and others of the same shop within two seconds. Throws
 * `plugins.notFound`, also for one that was removed and is not installed again yet.
 */
export async function turnPlugin(ctx: Context, { id, status, revision }: Turning): Promise<void> {
  const verb = status === 'enabled' ? 'enable' : 'disable'
  await run(ctx, {
    name: `plugins.${verb}`,
    plan: async (commandId) => {
      const row = await requireRow(ctx, id)
      requireVersion(revision, row.revision)
      if (row.status === status) return { statements: [], result: { id } }
      const line = change(
        { id, revision: row.revision },
        { status, revision: row.revision + 1, updatedAt: ctx.now() },
        { changes: 1, refuse: () => 'stale', touches: PLUGINS },
      )
      const noted = audit(ctx, { action: `plugins.${verb}`, subject: id, commandId })
      return { statements: [line, waitForConsumers(id, ctx.now()), noted], result: { id } }
    },
  })
  await refreshSwitches(ctx)
}

/** Throws `plugins.notFound`. */
export async function requireRow(ctx: Context, id: string): Promise<PluginRow> {
  const row = await ctx.db.get(pluginById, { id })
  if (row === undefined)
    throw problems.notFound({ detail: `No plugin ${JSON.stringify(id.slice(0, 60))} is installed.` })
  return row
}

export async function refreshSwitches({ extensions }: Pick<Context, 'extensions'>): Promise<void> {
  for (const switches of extensions.of(pluginSwitches)) await switches.refresh()
}
