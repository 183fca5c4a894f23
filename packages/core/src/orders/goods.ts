import { type SellableVariant, variantsForSale } from '../catalog/index.ts'
import { type FieldError, requestProblems } from '../kernel/index.ts'
import { type Place, STANDARD_TAX, type StoreContext, taxRates } from '../markets/index.ts'
import { pricesFor, rateOf, type UnitPrice } from '../pricing/index.ts'
import type { PurchaseLine } from './model.ts'

/** What staff put on an order: a variant at its price or another one, or something that is not in the catalogue. */
export interface WantedGoods {
  readonly key: string
  readonly variantId?: string | null | undefined
  readonly sku?: string | null | undefined
  readonly title?: string | null | undefined
  readonly quantity: number
  readonly unitAmount?: number | null | undefined
  readonly taxClass?: string | null | undefined
}

interface Found<Line extends WantedGoods = WantedGoods> {
  readonly wanted: Line
  readonly variant: SellableVariant | undefined
}

interface Asked<Line extends WantedGoods = WantedGoods> {
  readonly wanted: readonly Line[]
  /** Where the lines were sent, for errors: `body.lines`. */
  readonly path: string
}

/**
 * Lines as they would be bought now in this market, without adjustments and with their tax still to be reckoned.
 * Throws `request.invalid` with one error per line that names an unknown variant or has no price.
 */
export async function goodsOf(
  store: StoreContext,
  { wanted, path, place }: Asked & { readonly place: Place },
): Promise<PurchaseLine[]> {
  const found = await findLineVariants(store, { wanted, path })
  const [prices, { rates }] = await Promise.all([
    pricesFor(
      store,
      found.flatMap(({ wanted: { quantity }, variant }) =>
        variant === undefined ? [] : [{ variantId: variant.variantId, quantity }],
      ),
    ),
    taxRates(store, place),
  ])
  refuse(found.flatMap((line, index) => withoutPrice(line, { prices, path: `${path}.${index}` })))
  return found.map(({ wanted: line, variant }) => {
    const taxClass = line.taxClass ?? variant?.taxClass ?? STANDARD_TAX
    return {
      ...describe(line, variant),
      key: line.key,
      quantity: line.quantity,
      unitAmount: line.unitAmount ?? priceOf(prices, variant)?.amount ?? 0,
      taxClass,
      taxRate: rateOf(rates, taxClass),
      adjustment: 0,
      tax: 0,
    }
  })
}

/** The variants that lines name, undefined for what is not in the catalogue. Throws `request.invalid` for unknown names. */
export async function findLineVariants<Line extends WantedGoods>(
  store: StoreContext,
  { wanted, path }: Asked<Line>,
): Promise<Found<Line>[]> {
  const found = await findVariants(store, wanted)
  refuse(found.flatMap((line, index) => unknownIn(line, `${path}.${index}`)))
  return found
}

async function findVariants<Line extends WantedGoods>(
  store: StoreContext,
  wanted: readonly Line[],
): Promise<Found<Line>[]> {
  const [byId, bySku] = await Promise.all([
    variantsForSale(store, { ids: wanted.flatMap(({ variantId }) => variantId ?? []) }),
    variantsForSale(store, { skus: wanted.flatMap(({ variantId, sku }) => (variantId ? [] : (sku ?? []))) }),
  ])
  const ids = new Map(byId.map((variant) => [variant.variantId, variant]))
  const skus = new Map(bySku.map((variant) => [variant.sku, variant]))
  return wanted.map((line) => ({
    wanted: line,
    variant: line.variantId ? ids.get(line.variantId) : line.sku ? skus.get(line.sku) : undefined,
  }))
}

function unknownIn({ wanted: line, variant }: Found, path: string): FieldError[] {
  if (variant !== undefined) return []
  if (line.variantId) return [{ path: `${path}.variantId`, code: 'unknown', message: 'names no variant' }]
  if (line.sku) return [{ path: `${path}.sku`, code: 'unknown', message: 'names no variant' }]
  if ((line.title ?? null) !== null) return []
  return [{ path: `${path}.title`, code: 'required', message: 'is required for what is not in the catalogue' }]
}

function withoutPrice(
  { wanted: line, variant }: Found,
  { prices, path }: { readonly prices: Prices; readonly path: string },
): FieldError[] {
  if ((line.unitAmount ?? null) !== null || priceOf(prices, variant) !== undefined) return []
  return [{ path: `${path}.unitAmount`, code: 'required', message: 'has no price here, so one must be given' }]
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw requestProblems.invalid({ detail: 'Some lines cannot be sold like this.', errors })
}

type Prices = ReadonlyMap<string, UnitPrice>

function priceOf(prices: Prices, variant: SellableVariant | undefined): UnitPrice | undefined {
  return variant === undefined ? undefined : prices.get(variant.variantId)
}

function describe(line: WantedGoods, variant: SellableVariant | undefined) {
  const { title } = line
  if (variant === undefined)
    return {
      ...{ variantId: null, productId: null, variantTitle: null, sku: null, image: null, options: [] },
      ...{ title: title ?? '', requiresShipping: true, tracked: false, backorder: false, weightGrams: 0 },
    }
  const { variantId, productId, sku, image, options, requiresShipping, tracked, backorder, weightGrams } = variant
  return {
    ...{ variantId, productId, sku, image, options, requiresShipping, tracked, backorder, weightGrams },
    title: title ?? variant.productTitle,
    variantTitle: variant.variantTitle === '' ? null : variant.variantTitle,
  }
}
