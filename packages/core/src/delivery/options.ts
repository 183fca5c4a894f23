import type { StoreContext } from '../markets/index.ts'
import type { DeliveryOption, MethodType } from './model.ts'
import { servesPostalCode } from './postal.ts'
import { quoted } from './quote.ts'
import { type MethodRow, type Offer, offersOf, type RateRow } from './reads.ts'

/** What is to be delivered, and where. */
export interface Parcel {
  readonly goods: readonly { readonly variantId: string; readonly quantity: number }[]
  readonly country: string
  readonly postalCode?: string | null | undefined
  readonly weightGrams: number
  /** Value of the goods in minor units of `ctx.currency`. */
  readonly subtotal: number
  /** Something in it may not be sent. */
  readonly pickupOnly: boolean
  /** False when nothing in it is a thing. */
  readonly requiresShipping: boolean
}

/**
 * The ways in which these goods can reach this buyer, in the merchant's order, each at its best fitting rate: the most exact place first
 * (postal code, country, whole market), then the lowest amount. From memory, no read but what plugins need for their quotes.
 */
export async function deliveryOptions(ctx: StoreContext, parcel: Parcel): Promise<DeliveryOption[]> {
  const offers = await offersOf(ctx, { marketCode: ctx.market.code, currency: ctx.currency })
  const options = offers.flatMap((offer) => {
    const rate = isPossible(ctx, offer, parcel) ? bestRate(offer.rates, parcel) : undefined
    return rate === undefined ? [] : [optionOf(ctx, offer, { rate, parcel })]
  })
  return quoted(ctx, options, parcel)
}

function isPossible(ctx: StoreContext, { method, locationIds }: Offer, parcel: Parcel): boolean {
  if (method.channelIds.length > 0 && !method.channelIds.includes(ctx.channel.id)) return false
  return suits(method.type, parcel, ctx) && (method.type !== 'pickup' || locationIds.length > 0)
}

/** Goods that are no things are only delivered digitally; what may not be sent is fetched or taken along; only a till hands over. */
function suits(type: MethodType, { requiresShipping, pickupOnly }: Parcel, { channel }: StoreContext): boolean {
  if (type === 'carry_out') return channel.kind === 'till'
  if (type === 'digital') return !requiresShipping
  return requiresShipping && (!pickupOnly || type === 'pickup')
}

function bestRate(rates: readonly RateRow[], parcel: Parcel): RateRow | undefined {
  let best: { readonly rate: RateRow; readonly exact: number; readonly price: number } | undefined
  for (const rate of rates) {
    if (!fits(rate, parcel)) continue
    const exact = rate.postalCodes.length > 0 ? 2 : rate.countries.length > 0 ? 1 : 0
    const price = priceOf(rate, parcel)
    if (best === undefined || exact > best.exact || (exact === best.exact && price < best.price))
      best = { rate, exact, price }
  }
  return best?.rate
}

function fits(rate: RateRow, { country, postalCode, weightGrams, subtotal }: Parcel): boolean {
  return (
    (rate.countries.length === 0 || rate.countries.includes(country)) &&
    weightGrams >= rate.minWeightGrams &&
    (rate.maxWeightGrams === null || weightGrams <= rate.maxWeightGrams) &&
    subtotal >= rate.minSubtotal &&
    (rate.maxSubtotal === null || subtotal <= rate.maxSubtotal) &&
    servesPostalCode(rate.postalCodes, postalCode)
  )
}

function priceOf({ amount, freeFrom }: RateRow, { subtotal }: Parcel): number {
  return freeFrom !== null && subtotal >= freeFrom ? 0 : amount
}

function optionOf(
  ctx: StoreContext,
  { method, locationIds }: Offer,
  { rate, parcel }: { readonly rate: RateRow; readonly parcel: Parcel },
): DeliveryOption {
  const { id, code, type, taxClass } = method
  const { name, description } = textOf(method, ctx.languages)
  const option = { id, code, type, name, description, currency: ctx.currency, taxClass, freeFrom: rate.freeFrom }
  return {
    ...option,
    amount: priceOf(rate, parcel),
    estimate: estimateOf(rate) ?? estimateOf(method),
    ...(type === 'pickup' ? { pickupLocationIds: locationIds } : {}),
  }
}

/** The text in the first of these languages that there is, else in any. */
function textOf(
  { texts }: Pick<MethodRow, 'texts'>,
  languages: readonly string[],
): { name: string; description: string } {
  const language = languages.find((wanted) => texts[wanted] !== undefined) ?? Object.keys(texts)[0] ?? ''
  return texts[language] ?? { name: '', description: '' }
}

function estimateOf({ minDays, maxDays }: Pick<RateRow, 'minDays' | 'maxDays'>): DeliveryOption['estimate'] {
  return minDays === null || maxDays === null ? null : { minDays, maxDays }
}
