import { and, eq, gt, sql } from 'drizzle-orm'
import { productVariants } from '../../catalog/index.ts'
import { type Context, grouped, isoOrNull, list, oneOf, query } from '../../kernel/index.ts'
import { pickupPlaces, sumOf } from '../available.ts'
import { type Asking, candidatesFor } from '../candidates.ts'
import { allLocations, type StockLocation } from '../locations/index.ts'
import { reasonView } from '../reasons.ts'
import { stockTransferLines, stockTransfers } from '../schema.ts'
import { readStock } from '../snapshot.ts'
import { type Sourced, type Stock, source } from '../sourcing.ts'
import { type Band, FEW, type VariantPromise } from './model.ts'

const policies = query((q) =>
  q
    .select({ id: productVariants.id, tracked: productVariants.tracked, backorder: productVariants.backorder })
    .from(productVariants)
    .where(oneOf(productVariants.id, 'ids')),
)

const openQuantity = sql<number>`${stockTransferLines.quantity} - ${stockTransferLines.received} - ${stockTransferLines.cancelled}`

const onTheirWay = query((q) =>
  q
    .select({
      variantId: stockTransferLines.variantId,
      locationId: stockTransfers.toLocationId,
      quantity: openQuantity.mapWith(Number).as('quantity'),
      expectedAt: stockTransfers.expectedAt,
    })
    .from(stockTransferLines)
    .innerJoin(stockTransfers, eq(stockTransfers.id, stockTransferLines.transferId))
    .where(
      and(
        oneOf(stockTransferLines.variantId, 'ids'),
        eq(stockTransfers.status, 'in_transit'),
        gt(openQuantity, sql`0`),
      ),
    )
    .orderBy(sql`${stockTransfers.expectedAt} is null`, stockTransfers.expectedAt),
)

export interface PromiseRequest extends Omit<Asking, 'pickupLocationId'> {
  readonly variantIds: readonly string[]
  /** For names of places, the first that there is. */
  readonly languages?: readonly string[] | undefined
}

interface Known {
  readonly request: PromiseRequest
  readonly locations: readonly StockLocation[]
  readonly stores: readonly StockLocation[]
  readonly stock: Stock
  readonly incoming: readonly Incoming[]
}

interface Incoming {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly expectedAt: number | null
}

interface Policy {
  readonly id: string
  readonly tracked: boolean
  readonly backorder: boolean
}

/**
 * What can be had of these variants, where and when, and why: by the same rules and the same numbers as the hold. In three reads.
 * Unknown variants are absent.
 */
export async function promise(ctx: Pick<Context, 'db' | 'now'>, request: PromiseRequest): Promise<VariantPromise[]> {
  const ids = list(request.variantIds)
  const [locations, stock, variants, coming] = await Promise.all([
    allLocations(ctx),
    readStock(ctx, request.variantIds),
    ctx.db.all(policies, { ids }),
    ctx.db.all(onTheirWay, { ids }),
  ])
  const incoming = grouped(coming, ({ variantId }) => variantId)
  const stores = pickupPlaces(locations, request)
  return variants.map((variant) =>
    promiseOf(variant, { request, locations, stores, stock, incoming: incoming.get(variant.id) ?? [] }),
  )
}

function promiseOf(variant: Policy, known: Known): VariantPromise {
  const { locations, stores, incoming } = known
  const sourced = sourceOne(variant, known)
  return {
    variantId: variant.id,
    shipping: shippingOf(variant, known, sourced.allocations[0]?.locationId),
    pickup: stores.map((store) => pickupOf(variant, store, known)),
    reasons: (sourced.reasons[0]?.candidates ?? []).map((reason) => reasonView(reason, locations)),
    incoming: incoming.map(({ locationId, quantity, expectedAt }) => ({
      locationId,
      quantity,
      expectedAt: isoOrNull(expectedAt),
    })),
  }
}

function shippingOf(
  variant: Policy,
  { request, locations, stock, incoming }: Known,
  from: string | undefined,
): VariantPromise['shipping'] {
  const { serving } = candidatesFor(locations, request)
  const available = variant.tracked ? sumOf(variant.id, serving, stock) : 0
  const band = bandOf(variant, { available, served: serving.length > 0 })
  const origin = serving.find(({ id }) => id === from)
  return {
    band,
    available,
    left: band === 'few' ? available : null,
    handlingDays: band === 'none' || band === 'backorder' ? null : (origin?.handlingDays ?? null),
    expectedAt: isoOrNull(
      available > 0 ? null : earliest(incoming, ({ locationId }) => serving.some(({ id }) => id === locationId)),
    ),
  }
}

function pickupOf(
  variant: Policy,
  store: StockLocation,
  { request, stock, incoming }: Known,
): VariantPromise['pickup'][number] {
  const available = variant.tracked ? stock.at(variant.id, store.id) : 0
  const band = bandOf(variant, { available, served: true })
  const { name, note } = textOf(store, request.languages ?? [])
  return {
    locationId: store.id,
    name,
    city: store.city,
    note,
    band,
    available,
    left: band === 'few' ? available : null,
    readyInHours: band === 'none' || band === 'backorder' ? null : store.pickupHours,
    expectedAt: isoOrNull(available > 0 ? null : earliest(incoming, ({ locationId }) => locationId === store.id)),
  }
}

function bandOf(
  { tracked, backorder }: Policy,
  { available, served }: { readonly available: number; readonly served: boolean },
): Band {
  if (!served) return 'none'
  if (!tracked) return 'always'
  if (available > FEW) return 'in_stock'
  if (available > 0) return 'few'
  return backorder ? 'backorder' : 'none'
}

/** Where one unit would come from: the question that the hold asks. */
function sourceOne({ id, tracked, backorder }: Policy, { request, locations, stock }: Known): Sourced {
  const line = { key: id, variantId: id, quantity: 1, tracked, backorder }
  return source(locations, stock, { ...request, lines: [line] })
}

function earliest(incoming: readonly Incoming[], counts: (one: Incoming) => boolean): number | null {
  return incoming.find((one) => one.expectedAt !== null && counts(one))?.expectedAt ?? null
}

function textOf({ name, texts }: StockLocation, languages: readonly string[]): { name: string; note: string | null } {
  const found = languages.map((language) => texts[language])
  return {
    name: found.find((text) => text?.name !== undefined)?.name ?? name,
    note: found.find((text) => text?.pickupNote !== undefined)?.pickupNote ?? null,
  }
}
