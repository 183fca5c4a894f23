import { setImmediate } from 'node:timers/promises'
import { type StoreContext, shownCollections, soldProducts } from '@vitrine/core'
import { pathOf, type Site } from '../site.ts'
import { listedPages } from '../windows/page-rows.ts'
import type { Window } from '../windows/window.ts'

/** A page in all of its languages. */
export interface Entry {
  /** Without language. */
  readonly path: string
  /** Milliseconds; undefined when nobody knows when the page changed last. */
  readonly changedAt?: number
  /** Where a walk goes on after it. */
  readonly key: string
}

/** A kind of pages that can be walked through from any place on. */
export interface Source {
  readonly name: string
  from(after: string): AsyncGenerator<Entry>
}

const ROWS = 500

/** Of a window: without a connection everything that is sold is on it. */
export interface Walked {
  readonly ctx: StoreContext
  readonly site: Site
  readonly connection?: Window['connection']
}

export function sourcesOf(walked: Walked): readonly Source[] {
  const { ctx, site } = walked
  const fixed = [site.pages.home, ...site.pages.others].map((path) => ({ path }))
  return [
    { name: 'pages', from: (after) => counted(after, async () => fixed) },
    { name: 'collections', from: (after) => counted(after, () => collectionsOf(ctx, site)) },
    { name: 'products', from: (after) => productsOf(walked, after) },
  ]
}

/** Short lists, whose keys are their places. */
async function* counted(
  after: string,
  load: () => Promise<readonly { readonly path: string }[]>,
): AsyncGenerator<Entry> {
  const all = await load()
  for (let at = after === '' ? 0 : Number(after); at < all.length; at += 1)
    yield { path: all[at]?.path ?? '', key: String(at + 1) }
}

async function collectionsOf(ctx: StoreContext, site: Site): Promise<{ path: string }[]> {
  const paths: { path: string }[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await shownCollections(ctx, { limit: 100, cursor })
    paths.push(...items.map(({ handle }) => ({ path: pathOf(site, 'collection', handle) })))
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return paths
}

async function* productsOf({ ctx, site, connection }: Walked, start: string): AsyncGenerator<Entry> {
  let after = start
  for (;;) {
    const rows = await soldProducts(ctx, { after, limit: ROWS })
    // Others are served between the pages of a long walk.
    await setImmediate()
    const last = rows.at(-1)
    const listed =
      connection === undefined || last === undefined
        ? undefined
        : await listedPages(ctx, { connectionId: connection.id, after, last: last.id })
    for (const { id, handle, updatedAt } of rows)
      if (listed?.has(id) ?? true) yield { path: pathOf(site, 'product', handle), changedAt: updatedAt, key: id }
    if (last === undefined || rows.length < ROWS) return
    after = last.id
  }
}
