import {
  type App,
  anonymous,
  type Caller,
  type Context,
  caller,
  type Endpoint,
  type Http,
  type Room,
  systemContext,
} from '../kernel/index.ts'
import { resolveStore } from '../markets/index.ts'
import { surfaceOf } from './compose.ts'
import type { Plugin } from './definition.ts'

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
    surfaceOf(endpoint) === 'admin'
      ? systemContext(core)
      : resolveStore(systemContext(core, anonymous), {
          market: http.header('Vitrine-Market'),
          currency: http.header('Vitrine-Currency'),
          language: http.header('Accept-Language'),
          channel: http.header('Vitrine-Channel'),
        })
  const calls = plugins.map(({ id, contract }) => {
    const handlers = Object.assign(
      {},
      ...(rooms.find((room) => room.id === id)?.mounts ?? []).map((mount) => mount.handlers),
    )
    return [id, caller(contract, handlers, context)] as const
  })
  return Object.fromEntries(calls) as PluginCalls<Plugins>
}
