import { type App, extensionPoint, SECOND, type Switch } from '../../kernel/index.ts'
import { everyPlugin, PLUGINS } from './rows.ts'

/** The switches of all plugins of one process, turned by what the database says. */
export interface Switches {
  /** Off until the plugin is installed, while it is disabled, and when it was removed. */
  of(id: string): Switch
  /** Turns them as the database says now; resolves when that is done. */
  refresh(): Promise<void>
  /** Follows the database from now on: commits of this process at once, of others within two seconds. */
  follow(app: Pick<App, 'db' | 'log'>): Promise<void>
  stop(): void
}

/** How the endpoints that turn plugins off and on find the switches. */
export const pluginSwitches = extensionPoint<Switches>('plugins.switches')

/** On a shared server other processes turn plugins off and on. */
const SWEEP = 2 * SECOND

export function createSwitches(ids: readonly string[]): Switches {
  const powers = new Map(ids.map((id) => [id, off(id)]))
  let refresh = async () => {}
  let stop = () => {}
  return {
    of: (id) => () => (powers.get(id) ?? off(id)).signal,
    refresh: () => refresh(),
    async follow({ db, log }) {
      refresh = async () => {
        const rows = await db.all(everyPlugin)
        for (const id of ids) turn(powers, id, rows.find((row) => row.id === id)?.status === 'enabled')
      }
      const soon = () =>
        void refresh().catch((err) =>
          log.warn({ err }, 'the switches of plugins could not be read; they stay as they are'),
        )
      const unlisten = db.afterCommit((_command, touched) => {
        if (touched.has(PLUGINS)) soon()
      })
      const timer = db.kind === 'remote' ? setInterval(soon, SWEEP).unref() : undefined
      stop = () => {
        unlisten()
        clearInterval(timer)
      }
      await refresh()
    },
    stop: () => stop(),
  }
}

function turn(powers: Map<string, AbortController>, id: string, isEnabled: boolean): void {
  const now = powers.get(id)
  if (isEnabled && now?.signal.aborted !== false) powers.set(id, new AbortController())
  if (!isEnabled) now?.abort(new Error(`the plugin ${id} is disabled`))
}

function off(id: string): AbortController {
  const controller = new AbortController()
  controller.abort(new Error(`the plugin ${id} is not installed yet`))
  return controller
}
