import { publishedEvent } from '../events/index.ts'
import { type Context, checkTarget, nearest } from '../kernel/index.ts'
import { problems } from './problems.ts'

/** Throws `webhooks.urlRefused` for an address that leads inside, is not safe, or leads nowhere. */
export async function requireTarget(ctx: Context, url: string): Promise<void> {
  const target = await checkTarget(url, ctx)
  if (target instanceof URL) return
  throw problems.urlRefused({
    detail: `The address ${target.message}.`,
    errors: [{ path: 'body.url', ...target }],
  })
}

/** Names of events that other systems may be told, in order. */
export function publishedEvents({ extensions }: Pick<Context, 'extensions'>) {
  const types = new Map(extensions.of(publishedEvent).map((type) => [type.name, type]))
  return [...types.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Throws `webhooks.unknownEvent`, with the name that was meant. */
export function requireEvents(ctx: Context, names: readonly string[] | null | undefined): void {
  const known = publishedEvents(ctx).map(({ name }) => name)
  const at = names?.findIndex((name) => !known.includes(name)) ?? -1
  if (names === null || names === undefined || at < 0) return
  const name = names[at] ?? ''
  const meant = nearest(name, known)
  const hint = meant === undefined ? 'GET /admin/webhook-events lists them.' : `Did you mean ${meant}?`
  throw problems.unknownEvent({
    detail: `There is no event ${JSON.stringify(name)}.`,
    hint,
    errors: [{ path: `body.events.${at}`, code: 'unknown', message: `is not known. ${hint}` }],
  })
}
