import { pathToFileURL } from 'node:url'
import type { Contract } from '../kernel/index.ts'
import type { Plugin, PluginFactory } from './definition.ts'

/** Where `vitrine plugin dev` names the modules that it built, separated by commas. */
const VARIABLE = 'VITRINE_DEV_PLUGINS'

type AnyFactory = PluginFactory<string, undefined, Contract>

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === 'object' && value !== null && 'definition' in value
const isFactory = (value: unknown): value is AnyFactory => typeof value === 'function' && 'definition' in value

/**
 * The plugins of a shop with those that are being written: `vitrine plugin dev` builds a package and starts the shop again with each change,
 * and this puts what it built in the place of the plugin with the same id, with its settings, or behind the others with none. Without that
 * command it answers what it was given. Throws when a module cannot be loaded, is no plugin, or needs settings that nobody gave.
 * @example createCommerce({ plugins: await withDevPlugins([loyalty({ pointsPerUnit: 2 })]) })
 */
export async function withDevPlugins<const Plugins extends readonly Plugin[]>(plugins: Plugins): Promise<Plugins> {
  const paths = (process.env[VARIABLE] ?? '').split(',').filter((path) => path !== '')
  let all: readonly Plugin[] = plugins
  for (const path of paths) all = (await pluginsAt(path, all)).reduce(placed, all)
  return all as Plugins
}

async function pluginsAt(path: string, others: readonly Plugin[]): Promise<Plugin[]> {
  const exported = Object.values((await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>)
  const made = new Map<string, Plugin>()
  for (const value of exported) {
    const plugin = isPlugin(value) ? value : isFactory(value) ? withSettings(value, others) : undefined
    if (plugin !== undefined) made.set(plugin.id, plugin)
  }
  if (made.size === 0)
    throw new Error(`${path} exports no plugin; it should export what definePlugin or defineChannel made`)
  return [...made.values()]
}

function withSettings(factory: AnyFactory, others: readonly Plugin[]): Plugin {
  const before = others.find(({ id }) => id === factory.id)
  return factory(before?.config as never)
}

function placed(all: readonly Plugin[], plugin: Plugin): readonly Plugin[] {
  const isThere = all.some(({ id }) => id === plugin.id)
  return isThere ? all.map((one) => (one.id === plugin.id ? plugin : one)) : [...all, plugin]
}
