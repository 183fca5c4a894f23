import { type App, extensionPoint } from '../../kernel/index.ts'
import type { Plugin } from '../definition.ts'

/** Each plugin of this program, with its settings. */
export const installedPlugin = extensionPoint<Plugin>('plugins.installed')

export function pluginOf({ extensions }: Pick<App, 'extensions'>, id: string): Plugin | undefined {
  return extensions.of(installedPlugin).find((plugin) => plugin.id === id)
}
