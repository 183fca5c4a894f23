import { FORGOTTEN, subscription } from '../../events/index.ts'
import { job } from '../../jobs/index.ts'
import { type Context, formOf, iso, isoOrNull, maskSecrets } from '../../kernel/index.ts'
import type { AnyDefinition, Plugin } from '../definition.ts'
import { surfaceOf } from '../mounts.ts'
import { problems } from '../problems.ts'
import { allActionItems } from './action-items.ts'
import { belongingsOf } from './belongings.ts'
import { installedPlugin, pluginOf } from './installed.ts'
import type { PluginView } from './model.ts'
import { everyPlugin, type PluginRow, pluginById } from './rows.ts'

/** Every plugin of this program and of the database, by id. */
export async function listPlugins(ctx: Context): Promise<{ items: PluginView[] }> {
  const rows = await ctx.db.all(everyPlugin)
  const present = ctx.extensions.of(installedPlugin)
  const ids = [...new Set([...rows, ...present].map(({ id }) => id))].sort()
  const items = await allActionItems(ctx)
  const views = ids.map((id) => viewOf(ctx, { row: rows.find((row) => row.id === id), id, items }))
  return { items: await Promise.all(views) }
}

/** Throws `plugins.notFound`. */
export async function getPlugin(ctx: Context, id: string): Promise<PluginView> {
  const row = await ctx.db.get(pluginById, { id })
  if (row === undefined && pluginOf(ctx, id) === undefined)
    throw problems.notFound({ detail: `There is no plugin ${JSON.stringify(id.slice(0, 60))}.` })
  return viewOf(ctx, { row, id, items: await allActionItems(ctx) })
}

interface Viewed {
  readonly id: string
  readonly row: PluginRow | undefined
  readonly items: ReadonlyMap<string, PluginView['actionItems']>
}

async function viewOf(ctx: Context, { id, row, items }: Viewed): Promise<PluginView> {
  const plugin = pluginOf(ctx, id)
  const isOwn = ({ name }: { readonly name: string }) => name.startsWith(`${id}/`)
  const tables = (await belongingsOf(ctx, id)).filter(({ kind }) => kind === 'table').map(({ name }) => name)
  return {
    id,
    version: row?.version ?? plugin?.definition.version ?? '',
    ...lifeOf(row, plugin),
    core: plugin?.definition.core ?? null,
    needs: [...(plugin?.definition.needs ?? [])],
    hosts: [...(plugin?.definition.hosts ?? [])],
    settings: plugin === undefined ? null : await settingsOf(plugin),
    endpoints: plugin === undefined ? [] : endpointsOf(plugin.definition),
    panels: plugin === undefined ? [] : panelsOf(plugin.definition),
    jobs: ctx.extensions
      .of(job)
      .filter(isOwn)
      .map(({ name, every }) => ({ name, every })),
    subscriptions: ctx.extensions
      .of(subscription)
      .filter(isOwn)
      .map(({ name, events }) => ({ name, events: [...events] })),
    events: Object.values(plugin?.definition.events ?? {}).map(({ name }) => name),
    problems: plugin === undefined ? [] : problemsOf(plugin.definition),
    payment: plugin?.definition.payment?.id ?? null,
    tables: tables.sort(),
    actionItems: items.get(id) ?? [],
  }
}

function lifeOf(row: PluginRow | undefined, plugin: Plugin | undefined) {
  const status = row === undefined ? 'removed' : plugin === undefined ? 'absent' : row.status
  return {
    status,
    revision: row?.revision ?? 0,
    installedAt: isoOrNull(row?.installedAt ?? null),
    updatedAt: isoOrNull(row?.updatedAt ?? null),
    waitsUntil: status === 'disabled' && row !== undefined ? iso(row.updatedAt + FORGOTTEN) : null,
  } as const
}

async function settingsOf({ definition: { config }, config: values }: Plugin): Promise<PluginView['settings']> {
  if (config === undefined) return null
  return { schema: { ...(await formOf(config)) }, values: maskSecrets(config, values) ?? null }
}

function endpointsOf({ id, contract = {} }: AnyDefinition): PluginView['endpoints'] {
  return Object.entries(contract).map(([name, endpoint]) => ({
    name,
    method: endpoint.method,
    path: `/${surfaceOf(endpoint)}/${id}${endpoint.path}`,
    access: endpoint.access,
    summary: endpoint.summary ?? null,
  }))
}

/** Those of its endpoints, and those that it declares beside them. */
function problemsOf({ contract = {}, problems: own = {} }: AnyDefinition): PluginView['problems'] {
  const declared = Object.values(contract).flatMap(({ problems: some = [] }) => some)
  const byCode = new Map([...declared, ...Object.values(own)].map(({ code, spec }) => [code, { code, ...spec }]))
  return [...byCode.values()].map(({ code, status, title, hint = null }) => ({ code, status, title, hint }))
}

function panelsOf(definition: AnyDefinition): PluginView['panels'] {
  const endpoints = endpointsOf(definition)
  return (definition.admin?.panels ?? []).flatMap(({ at, title, show }) => {
    const found = endpoints.find(({ name }) => name === show)
    return found === undefined ? [] : [{ at, title, show, method: found.method, path: found.path }]
  })
}
