import { isProblem, type StoreContext, shownCollection, shownProduct } from '@vitrine/core'
import type { RedirectStatus } from '../model.ts'
import { handleIn, localPath, type PageKind, pathOf, type Site, splitPath } from '../site.ts'
import type { Window } from '../windows/window.ts'
import { ALL } from './book.ts'
import { follow, MOST_STEPS, normalPath, onSite, type Rule } from './rules.ts'
import { ruleFor } from './store.ts'

export interface Redirect {
  /** A path of this site with its query, or an address elsewhere. */
  readonly to: string
  readonly status: RedirectStatus
}

/**
 * Where a path leads at last, through redirects of the merchant and renamed products and collections; undefined when nowhere, or in a ring.
 * A rule for `/old` also leads `/uk/old`. The first step says whether it is for good. The query goes along unless the target has its own.
 */
export async function resolve(
  { ctx, site, connection }: Pick<Window, 'ctx' | 'site' | 'connection'>,
  path: string,
): Promise<Redirect | undefined> {
  const start = normalPath(path)
  if (start === undefined) return undefined
  let status: RedirectStatus | undefined
  const find = async (at: string): Promise<Rule | undefined> => {
    const rule = (await ruleIn(ctx, { site, window: connection?.id ?? ALL }, at)) ?? (await renamed(ctx, site, at))
    status ??= rule?.status
    return rule
  }
  const { way, isRing } = await follow(find, start)
  const to = way.at(-1)
  if (isRing) ctx.log.warn({ path: start, way: way.slice(0, MOST_STEPS) }, 'redirects lead in a ring')
  if (isRing || to === undefined || status === undefined || way.length === 1) return undefined
  return { to: withQuery(to, path), status }
}

interface Place {
  readonly site: Site
  readonly window: string
}

async function ruleIn(ctx: StoreContext, { site, window }: Place, path: string): Promise<Rule | undefined> {
  const own = await ruleFor(ctx, { path, window })
  if (own !== undefined) return own
  const { language, rest } = splitPath(site, path)
  if (language.prefix === '' || rest === path) return undefined
  const rule = await ruleFor(ctx, { path: rest, window })
  if (rule === undefined) return undefined
  const local = (text: string) => (onSite(text) === undefined ? text : localPath(language, text))
  return { ...rule, source: local(rule.source), target: local(rule.target) }
}

/** What the core remembers of former handles. */
async function renamed(ctx: StoreContext, site: Site, path: string): Promise<Rule | undefined> {
  const { language, rest } = splitPath(site, path)
  for (const kind of ['product', 'collection'] as const) {
    const handle = handleIn(site, kind, rest)
    const now = handle === undefined ? undefined : await handleNow(ctx, kind, handle)
    if (now !== undefined) return { source: path, target: localPath(language, pathOf(site, kind, now)), status: 301 }
  }
  return undefined
}

async function handleNow(ctx: StoreContext, kind: PageKind, handle: string): Promise<string | undefined> {
  try {
    await (kind === 'product' ? shownProduct(ctx, handle) : shownCollection(ctx, handle))
    return undefined
  } catch (error) {
    if (!isProblem(error)) throw error
    return typeof error.extra.handle === 'string' ? error.extra.handle : undefined
  }
}

function withQuery(to: string, path: string): string {
  const at = path.indexOf('?')
  if (at < 0 || /[?#]/.test(to)) return to
  return to + path.slice(at).replace(/#.*$/, '')
}
