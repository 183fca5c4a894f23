import { type Context, extensionPoint, type Http } from '../kernel/index.ts'

/** Who somebody is to a plugin before signing in. */
interface VisitorNaming {
  /** Id of the plugin. */
  readonly plugin: string
  /** From what the request brings, proved by the plugin; undefined for somebody of whom it knows nothing. */
  readonly nameOf: (ctx: Context, http: Http) => string | undefined
}

export const visitorNaming = extensionPoint<VisitorNaming>('customers.visitor')

/** Names of the visitor by plugin. Nobody is kept from signing in by a plugin that fails. */
export function visitorsOf(ctx: Context, http: Http): Record<string, string> {
  const found = ctx.extensions.of(visitorNaming).flatMap(({ plugin, nameOf }) => {
    try {
      const name = nameOf(ctx, http)
      return name === undefined ? [] : [[plugin, name] as const]
    } catch (err) {
      ctx.log.error({ err, plugin }, 'a plugin could not say who a visitor is')
      return []
    }
  })
  return Object.fromEntries(found)
}
