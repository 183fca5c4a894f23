import { anonymousBuyer } from '../calls.ts'
import {
  type App,
  type Caller,
  type Context,
  caller,
  type Endpoint,
  type Http,
  type Room,
  systemContext,
} from '../kernel/index.ts'
import type { Plugin } from './definition.ts'
import { surfaceOf } from './mounts.ts'

/** The endpoints of each plugin under its id, in process: `commerce.call.loyalty.balance(…)`. */
export type PluginCalls<Plugins extends readonly Plugin[]> = {
  readonly [P in Plugins[number] as P['id']]: Caller<P['contract']>
}

export function pluginCalls<const Plugins extends readonly Plugin[]>(
  core: App,
  plugins: Plugins,
  rooms: readonly Room[],
): PluginCalls<Plugins> {
  const context = (endpoint: Endpoint, http: Http): Context | Promise<Context> =>
    surfaceOf(endpoint) === 'admin' ? systemContext(core) : anonymousBuyer(core, http)
  const calls = plugins.map(({ id, definition: { contract = {} } }) => {
    // Each surface has the handlers of all.
    const [mounted] = rooms.find((room) => room.id === id)?.mounts ?? []
    return [id, caller(contract, mounted?.handlers ?? {}, context)] as const
  })
  return Object.fromEntries(calls) as PluginCalls<Plugins>
}
