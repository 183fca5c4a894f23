import { audit } from '../access/index.ts'
import type { WriteVariantPrices } from '../catalog/index.ts'
import { emit } from '../events/index.ts'
import { type Context, grouped, requireVersion, run, type Statement } from '../kernel/index.ts'
import { priceChanged } from './events.ts'
import { keyOf, type PlannedPrice, planPrice, removePrice, type WantedPrice } from './moves.ts'
import { allPriceLists } from './price-lists.ts'
import { priceRow, pricesOfVariants } from './price-rows.ts'
import { problems } from './problems.ts'

/** A wanted price with the product that it belongs to. */
export interface ProductPrice extends WantedPrice {
  readonly productId: string
}

interface WantedPrices {
  readonly wanted: readonly ProductPrice[]
  readonly commandId: string
  /** Variants that can have no prices yet. */
  readonly without?: ReadonlySet<string>
}

/** The lines that make all these prices so, with one event per product that changes; and how each went, in order. */
export async function planPrices(
  ctx: Context,
  { wanted, commandId, without }: WantedPrices,
): Promise<{ planned: PlannedPrice[]; statements: Statement[] }> {
  const variantIds = [...new Set(wanted.map(({ variantId }) => variantId))].filter((id) => without?.has(id) !== true)
  const rows = variantIds.length === 0 ? [] : await pricesOfVariants(ctx, variantIds)
  const known = new Map(rows.map((row) => [keyOf(row), row]))
  const { newId } = ctx
  const now = ctx.now()
  const planned = wanted.map((price) =>
    planPrice(price, { before: known.get(keyOf(price)), newId, now, touches: `product:${price.productId}` }),
  )
  const changed = grouped(
    wanted.filter((_, index) => planned[index]?.status !== 'unchanged'),
    ({ productId }) => productId,
  )
  const events = [...changed].map(([productId, rows]) => {
    const data = { productId, variantIds: [...new Set(rows.map(({ variantId }) => variantId))] }
    return emit(ctx, priceChanged, { aggregate: productId, data, commandId })
  })
  return { planned, statements: [...planned.flatMap(({ statements }) => statements), ...events] }
}

/** Prices that come with a product write join the default list. */
export const writeVariantPrices: WriteVariantPrices = async (ctx, { variants, commandId }) => {
  const priceListId = await defaultListId(ctx)
  const wanted = variants.flatMap(({ variantId, productId, prices, path }) =>
    prices.map(({ currency, amount, compareAt }, index): ProductPrice => {
      refuseCompareAt({ amount, compareAt, path: `${path}.${index}.compareAt` })
      return {
        variantId,
        productId,
        priceListId,
        currency,
        amount,
        compareAt,
        minQuantity: 1,
        startsAt: 0,
        endsAt: undefined,
      }
    }),
  )
  refuseRepeats(
    wanted,
    variants.flatMap(({ prices, path }) => prices.map((_, index) => `${path}.${index}`)),
  )
  const without = new Set(variants.flatMap(({ variantId, isNew }) => (isNew ? [variantId] : [])))
  return (await planPrices(ctx, { wanted, commandId, without })).statements
}

export async function defaultListId(ctx: Context): Promise<string> {
  const found = (await allPriceLists(ctx)).find(({ isDefault }) => isDefault)
  if (found === undefined) throw new Error('the shop has no default price list')
  return found.id
}

export function refuseCompareAt({
  amount,
  compareAt,
  path,
}: {
  amount: number
  compareAt: number | null | undefined
  path: string
}): void {
  if (compareAt == null || compareAt > amount) return
  throw problems.compareAtInvalid({ errors: [{ path, code: 'order', message: `must be greater than ${amount}` }] })
}

function refuseRepeats(wanted: readonly WantedPrice[], paths: readonly string[]): void {
  const keys = wanted.map(keyOf)
  const index = keys.findIndex((key, at) => keys.indexOf(key) < at)
  if (index < 0) return
  const path = `${paths[index]}.currency`
  throw problems.unknownReference({
    detail: `${path} is priced twice.`,
    errors: [{ path, code: 'repeated', message: 'is priced twice' }],
  })
}

/** Takes a price away; the history keeps it. Throws `pricing.notFound`. */
export async function deletePrice(
  ctx: Context,
  { id, version }: { id: string; version: number | undefined },
): Promise<void> {
  await run(ctx, {
    name: 'pricing.deletePrice',
    plan: async (commandId) => {
      const { price, productId } = await priceRow(ctx, id)
      requireVersion(version, price.version)
      const data = { productId, variantIds: [price.variantId] }
      return {
        statements: [
          ...removePrice(id, { now: ctx.now(), touches: `product:${productId}` }),
          emit(ctx, priceChanged, { aggregate: productId, data, commandId }),
          audit(ctx, { action: 'pricing.deletePrice', subject: id, detail: { variantId: price.variantId }, commandId }),
        ],
        result: id,
      }
    },
  })
}
