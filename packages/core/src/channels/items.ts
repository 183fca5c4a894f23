import { type Goods, type GoodsVariant, readGoods, soldOf } from '../browse/index.ts'
import { stockByLocation } from '../inventory/index.ts'
import type { Context, Money } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import type { ConnectionRow } from './connection-rows.ts'
import type { Item, ItemPicture, ItemProduct, ItemVariant, StockAt } from './item.ts'
import type { ListingOverrides, PricePolicy, StockPolicy } from './model.ts'
import { plainText } from './plain-text.ts'
import { presentChannel } from './point.ts'
import { priceAfter, stockAfter, stockAtPlaces } from './policies.ts'
import { type Rules, readRules } from './rules.ts'
import { storeOf } from './store-of.ts'

/** What a connection may sell of a variant now, and at what price. */
export interface Terms {
  readonly quantity: number
  readonly stock: readonly StockAt[]
  readonly price: Money | null
  readonly compareAt: Money | null
}

/** A product with what its connection makes of it; `variants` are those for sale. */
export interface ProductOnChannel {
  readonly goods: Goods
  readonly terms: ReadonlyMap<string, Terms>
  readonly rules: Rules
}

/** Untracked goods have no count; channels want one. */
const PLENTY = 999

/** Reads products as a connection may show them: a fixed number of reads for any number of them. */
export async function readItems(
  ctx: Context,
  connection: ConnectionRow,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, ProductOnChannel>> {
  const store = await storeOf(ctx, connection)
  const isPublishedOnly = presentChannel(ctx, connection.channel)?.channel.listings?.isPublishedOnly === true
  const ids = isPublishedOnly ? await soldOf(store, productIds) : productIds
  const [all, rules] = await Promise.all([readGoods(store, ids), readRules(ctx, connection)])
  const stock = await stockByLocation(
    store,
    all.flatMap(({ variants }) => variants.map(({ id }) => id)),
  )
  return new Map(
    all.map((goods) => {
      const terms = new Map(
        goods.variants.map((variant) => {
          const places = (stock.get(variant.id) ?? []).map(({ location, available }) => ({
            locationId: location.id,
            location: location.code,
            quantity: available,
          }))
          return [variant.id, termsOf({ store, rules, goods, variant, places })]
        }),
      )
      return [goods.id, { goods, terms, rules }]
    }),
  )
}

interface TermsOf {
  readonly store: StoreContext
  readonly rules: Rules
  readonly goods: Goods
  readonly variant: GoodsVariant
  readonly places: readonly StockAt[]
}

function termsOf({ store, rules, goods, variant, places }: TermsOf): Terms {
  const stockPolicy: StockPolicy = rules.stockOf(goods, variant.id)
  const serving = places.filter(({ location }) => stockPolicy.locations?.includes(location) ?? true)
  const there = variant.isTracked ? serving.reduce((sum, { quantity }) => sum + quantity, 0) : PLENTY
  const quantity = stockAfter(stockPolicy, there)
  const pricePolicy: PricePolicy = rules.priceOf(goods, variant.id)
  const money = (amount: number | null | undefined): Money | null =>
    amount === null || amount === undefined
      ? null
      : { amount: priceAfter(pricePolicy, amount), currency: store.currency }
  return {
    quantity,
    stock: variant.isTracked ? stockAtPlaces(quantity, serving) : [],
    price: money(variant.price?.amount),
    compareAt: money(variant.price?.compareAt),
  }
}

/** A product as `listings.map` sees it, what was overridden for the channel in place of the shop's own. */
export function itemProduct(
  { goods, terms, rules }: ProductOnChannel,
  overrides: ListingOverrides | null,
  urlOf: (handle: string) => string,
): ItemProduct {
  const pictures = overrides?.pictures?.map((url) => ({ url, alt: overrides.title ?? goods.title })) ?? goods.pictures
  return {
    productId: goods.id,
    handle: goods.handle,
    title: overrides?.title ?? goods.title,
    description: overrides?.description ?? plainText(goods.description),
    brand: goods.vendor === '' ? null : goods.vendor,
    collections: goods.collections.map(({ handle }) => handle),
    category: overrides?.category ?? rules.categoryOf(goods),
    attributes: { ...rules.attributesOf(goods.attributes), ...overrides?.attributes },
    pictures,
    ...(overrides === null ? {} : { overridden: Object.keys(overrides) }),
    url: urlOf(goods.handle),
    variants: goods.variants.map((variant) => itemVariant({ goods, terms, rules, variant, pictures })),
  }
}

interface VariantOf extends ProductOnChannel {
  readonly variant: GoodsVariant
  readonly pictures: readonly ItemPicture[]
}

function itemVariant({ goods, terms, rules, variant, pictures }: VariantOf): ItemVariant {
  const { quantity = 0, stock = [], price = null, compareAt = null } = terms.get(variant.id) ?? {}
  const choice = variant.options.map(({ value }) => value).join(' / ')
  return {
    variantId: variant.id,
    sku: variant.sku,
    barcode: variant.barcode,
    title: choice === '' ? goods.title : `${goods.title} – ${choice}`,
    options: variant.options,
    attributes: rules.attributesOf(variant.attributes),
    pictures: variant.picture === null ? pictures : [variant.picture, ...pictures],
    price,
    compareAt,
    quantity,
    stock,
    weight: variant.weightGrams === 0 ? null : variant.weightGrams,
  }
}

/** One variant with its product; a title that was overridden for the variant's listing is the variant's. */
export function itemOf(product: ItemProduct, variantId: string, overrides: ListingOverrides | null): Item | undefined {
  const variant = product.variants.find((one) => one.variantId === variantId)
  if (variant === undefined) return undefined
  return { ...variant, ...(overrides?.title === undefined ? {} : { title: overrides.title }), product }
}
