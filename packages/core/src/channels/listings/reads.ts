import { type Context, iso, isoOrNull, rowBy } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { listings } from '../schema.ts'
import { type ListingRow, type ValueRow, valuesOf } from './listing-rows.ts'
import type { ListingDetailView, ListingView } from './model.ts'

const byId = rowBy(listings, 'id')

export async function listingRow(ctx: Pick<Context, 'db'>, id: string): Promise<ListingRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.listingNotFound()
  return row
}

export function listingView(row: ListingRow, now: number): ListingView {
  const { id, connectionId, itemId, productId, key, externalId, url, status, cause, isWanted, overrides, version } = row
  return {
    id,
    connectionId,
    itemId,
    productId,
    key,
    externalId,
    url,
    status,
    statusAt: iso(row.statusAt),
    cause,
    isWanted,
    isWaiting: row.dirty > row.done,
    retryAt: row.dirty > row.done && row.retryAt > now ? isoOrNull(row.retryAt) : null,
    overrides,
    version,
  }
}

export async function listingDetail(ctx: Context, id: string): Promise<ListingDetailView> {
  const row = await listingRow(ctx, id)
  const values = await valuesOf(ctx, [id])
  const of = (lane: ValueRow['lane']) => valueView(values.find((value) => value.lane === lane))
  return {
    ...listingView(row, ctx.now()),
    confirmed: row.confirmed,
    sent: row.sent,
    stock: of('stock'),
    price: of('prices'),
  }
}

function valueView(row: ValueRow | undefined): ListingDetailView['stock'] {
  if (row === undefined) return null
  return {
    confirmed: row.confirmed === null ? null : JSON.parse(row.confirmed),
    confirmedAt: isoOrNull(row.confirmedAt),
    isWaiting: row.dirty > row.done,
    cause: row.cause,
  }
}
