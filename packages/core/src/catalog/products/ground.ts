import { sql } from 'drizzle-orm'
import { type Context, list, param, query } from '../../kernel/index.ts'
import { allChannels, defaultMarket, type SalesChannel } from '../../markets/index.ts'
import { type AttributeDefinition, attributeDefinitions } from '../attributes/index.ts'
import { type MediaShelf, readMediaShelf } from '../media/index.ts'
import type { MediaInput } from '../model.ts'
import { freeSlug, slugOf } from '../texts/index.ts'
import type { ProductPatch } from './model.ts'

/** What a write of a product needs to know beside the product. Writes that are planned together share it, so that none takes what another was given. */
export interface Ground {
  /** Of texts that do not say theirs. */
  readonly language: string
  readonly channels: readonly SalesChannel[]
  readonly definitions: readonly AttributeDefinition[]
  readonly media: MediaShelf
  /** Handles like the wanted ones that somebody has or had. */
  readonly handles: Set<string>
  /** SKUs that these writes name or were given. */
  readonly skus: Set<string>
}

interface Wish {
  readonly before: object | undefined
  readonly input: ProductPatch
}

/** Looks up what any number of writes need, in a few reads. */
export async function readGround(ctx: Context, writes: readonly Wish[]): Promise<Ground> {
  const wanted = writes.flatMap(({ before, input }) =>
    before === undefined ? slugOf(input.handle ?? input.title ?? '') || [] : [],
  )
  const taken = wanted.length === 0 ? [] : await ctx.db.all(takenLike, { wanted: list([...new Set(wanted)]) })
  return {
    language: (await defaultMarket(ctx)).defaultLanguage,
    channels: await allChannels(ctx),
    definitions: await attributeDefinitions(ctx),
    media: await readMediaShelf(
      ctx,
      writes.flatMap(({ input }) => mediaIn(input)),
    ),
    handles: new Set(taken.map(({ handle }) => handle)),
    skus: new Set(writes.flatMap(({ input }) => (input.variants ?? []).flatMap(({ sku }) => sku ?? []))),
  }
}

function mediaIn({ media = [], variants = [] }: ProductPatch): MediaInput[] {
  return [...media, ...variants.flatMap((variant) => variant.media ?? [])]
}

/** Handles that begin like the wanted ones, present and former: the ways in which they can be taken. */
const takenLike = query((q) =>
  q.selectDistinct({ handle: sql<string>`t.handle`.as('handle') }).from(
    sql`(with wanted (handle) as (select value from json_each(${param('wanted')}))
      select p.handle from wanted w join products p on p.handle = w.handle
      union all select p.handle from wanted w join products p on p.handle >= w.handle || '-' and p.handle < w.handle || '.'
      union all select r.handle from wanted w join handle_redirects r on r.kind = 'product' and r.handle = w.handle
      union all select r.handle from wanted w join handle_redirects r
        on r.kind = 'product' and r.handle >= w.handle || '-' and r.handle < w.handle || '.') t`,
  ),
)

/** A handle that nobody has or had, made from the title; nobody else gets it. */
export function freeHandle({ handles }: Ground, wanted: string, fallback: string): string {
  const handle = freeSlug(slugOf(wanted) || fallback, handles)
  handles.add(handle)
  return handle
}
