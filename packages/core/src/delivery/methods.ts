import { asc, eq } from 'drizzle-orm'
import {
  type Context,
  grouped,
  iso,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  rowByRef,
  type ShapeOf,
} from '../kernel/index.ts'
import type { MethodView } from './model.ts'
import { problems } from './problems.ts'
import type { MethodRow, RateRow } from './reads.ts'
import { deliveryMethodLocations, deliveryMethods, deliveryRates } from './schema.ts'

interface Filters {
  readonly status?: MethodRow['status'] | undefined
  readonly type?: MethodRow['type'] | undefined
}

const byIdOrCode = rowByRef(deliveryMethods, 'code')
const ratesOf = query((q) =>
  q.select().from(deliveryRates).where(oneOf(deliveryRates.methodId, 'ids')).orderBy(asc(deliveryRates.id)),
)
const placesOf = query((q) =>
  q
    .select()
    .from(deliveryMethodLocations)
    .where(oneOf(deliveryMethodLocations.methodId, 'ids'))
    .orderBy(asc(deliveryMethodLocations.locationId)),
)
const listed = newestFirst(deliveryMethods, (has: ShapeOf<Filters>) => [
  has.status && eq(deliveryMethods.status, param('status')),
  has.type && eq(deliveryMethods.type, param('type')),
])

/** The row of a method by id or code. Throws `delivery.notFound`. */
export async function methodRow(ctx: Context, ref: string): Promise<MethodRow> {
  const row = await ctx.db.get(byIdOrCode, { ref })
  if (row !== undefined) return row
  throw problems.notFound({ detail: `There is no delivery method ${JSON.stringify(ref.slice(0, 60))}.` })
}

/** A method by id or code, with its rates and places. Throws `delivery.notFound`. */
export async function getMethod(ctx: Context, ref: string): Promise<MethodView> {
  const [view] = await viewsOf(ctx, [await methodRow(ctx, ref)])
  return view as MethodView
}

export async function listMethods(
  ctx: Context,
  { status, type, ...page }: Filters & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<MethodView>> {
  const { items, next } = await listed(ctx, { filters: { status, type }, ...page })
  return { items: await viewsOf(ctx, items), next }
}

async function viewsOf(ctx: Context, rows: readonly MethodRow[]): Promise<MethodView[]> {
  const ids = list(rows.map(({ id }) => id))
  const [rates, places] = await Promise.all([ctx.db.all(ratesOf, { ids }), ctx.db.all(placesOf, { ids })])
  const ratesBy = grouped(rates, ({ methodId }) => methodId)
  const placesBy = grouped(places, ({ methodId }) => methodId)
  return rows.map(({ minDays, maxDays, ...row }) => ({
    ...row,
    estimate: estimateOf({ minDays, maxDays }),
    pickupLocationIds: (placesBy.get(row.id) ?? []).map(({ locationId }) => locationId),
    rates: (ratesBy.get(row.id) ?? []).map((rate) => ({
      ...rate,
      market: rate.marketCode,
      estimate: estimateOf(rate),
    })),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }))
}

function estimateOf({ minDays, maxDays }: Pick<RateRow, 'minDays' | 'maxDays'>): MethodView['estimate'] {
  return minDays === null || maxDays === null ? null : { minDays, maxDays }
}
