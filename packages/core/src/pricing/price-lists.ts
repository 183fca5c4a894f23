import { eq } from 'drizzle-orm'
import {
  type App,
  containing,
  contains,
  iso,
  isoOrNull,
  newestFirst,
  type Page,
  param,
  query,
  remembered,
  rowByRef,
  type ShapeOf,
} from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import type { PriceListView } from './model.ts'
import { problems } from './problems.ts'
import { priceLists } from './schema.ts'

/** What lines that change price lists touch. */
export const PRICE_LISTS = 'priceLists'

export type PriceListRow = typeof priceLists.$inferSelect

interface Filters {
  readonly status?: PriceListRow['status'] | undefined
  readonly kind?: PriceListRow['kind'] | undefined
  /** Id of a market. */
  readonly market?: string | undefined
  readonly q?: string | undefined
}

const every = query((q) => q.select().from(priceLists))
const byIdOrCode = rowByRef(priceLists, 'code')
const listed = newestFirst(priceLists, (has: ShapeOf<Filters>) => [
  has.status && eq(priceLists.status, param('status')),
  has.kind && eq(priceLists.kind, param('kind')),
  has.market && eq(priceLists.marketId, param('market')),
  has.q && contains([priceLists.name, priceLists.code], 'q'),
])

/** Every price list, archived ones too. Kept in memory. */
export const allPriceLists: (reader: Pick<App, 'db' | 'now'>) => Promise<readonly PriceListRow[]> = remembered({
  touches: [PRICE_LISTS],
  load: ({ db }) => db.all(every),
})

/** A price list by id or code. Throws `pricing.notFound`. */
export async function priceListRow(ctx: Pick<App, 'db'>, ref: string): Promise<PriceListRow> {
  const row = await ctx.db.get(byIdOrCode, { ref })
  if (row === undefined)
    throw problems.notFound({ detail: `There is no price list ${JSON.stringify(ref.slice(0, 60))}.` })
  return row
}

export async function priceListView(ctx: Pick<App, 'db' | 'now'>, ref: string): Promise<PriceListView> {
  const row = await priceListRow(ctx, ref)
  return viewOf(row, await marketCodes(ctx))
}

export async function listPriceLists(
  ctx: Pick<App, 'db' | 'now'>,
  { status, kind, market, q, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<PriceListView>> {
  const codes = await marketCodes(ctx)
  const marketId = market === undefined ? undefined : ([...codes].find(([, code]) => code === market)?.[0] ?? market)
  const { items, next } = await listed(ctx, {
    filters: { status, kind, market: marketId, ...containing('q', q) },
    ...page,
  })
  return { items: items.map((row) => viewOf(row, codes)), next }
}

async function marketCodes(ctx: Pick<App, 'db' | 'now'>): Promise<ReadonlyMap<string, string>> {
  return new Map((await allMarkets(ctx)).map(({ id, code }) => [id, code]))
}

function viewOf({ marketId, startsAt, ...row }: PriceListRow, codes: ReadonlyMap<string, string>): PriceListView {
  return {
    ...row,
    market: marketId === null ? null : (codes.get(marketId) ?? marketId),
    startsAt: startsAt === 0 ? null : iso(startsAt),
    endsAt: isoOrNull(row.endsAt),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
