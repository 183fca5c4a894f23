import { type DeliveryAsked, type DeliveryOption, promise, type StoreContext, variantsForSale } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { problems } from './problems.ts'
import { doneBy, isOpenAt } from './schedule.ts'
import { pickupStores, storeRules } from './stores.ts'

/** The places of a way of delivery where somebody hands over, with the time from when on the goods wait there. Null when there is none. */
export async function quotePickup(
  { option, ctx }: DeliveryAsked & { readonly ctx: StoreContext },
  desk: Desk,
): Promise<DeliveryOption | null> {
  const rulesOf = await storeRules(desk)
  const places = (option.pickupLocationIds ?? []).flatMap((locationId) => {
    const rules = rulesOf(locationId)
    const readyAt = doneBy(rules, ctx.now(), rules.preparationMinutes)
    return rules.isActive && readyAt !== null ? [{ locationId, readyAt }] : []
  })
  if (places.length === 0) return null
  return { ...option, places, pickupLocationIds: places.map(({ locationId }) => locationId) }
}

export interface Wanted {
  /** Handle or id of a product. */
  readonly product: string
  readonly variantId?: string | undefined
}

/** Where each variant of a product can be collected, and when. Of a product that is not for sale here nothing is told. */
export async function storesFor(desk: Desk, ctx: StoreContext, { product, variantId }: Wanted) {
  const ids = await variantsOf(desk, ctx, { product, variantId })
  const [rulesOf, promised] = await Promise.all([
    storeRules(desk),
    promise(ctx, {
      variantIds: ids,
      destination: null,
      marketCode: ctx.market.code,
      channelId: ctx.channel.id,
      languages: ctx.languages,
    }),
  ])
  const now = ctx.now()
  return promised.map(({ variantId: id, pickup }) => ({
    variantId: id,
    stores: pickup.flatMap(({ locationId, name, city, note, band, left }) => {
      const rules = rulesOf(locationId)
      if (!rules.isActive) return []
      const canBeHad = band !== 'none' && band !== 'backorder'
      const readyBy = canBeHad ? doneBy(rules, now, rules.preparationMinutes) : null
      return [
        { locationId, name, city, note, band, left, isOpen: isOpenAt(rules, now), timeZone: rules.timeZone, readyBy },
      ]
    }),
  }))
}

async function variantsOf(desk: Desk, ctx: StoreContext, { product, variantId }: Wanted): Promise<string[]> {
  const found = await desk.core.products.get({ params: { id: product } }).catch(() => undefined)
  const forSale = await variantsForSale(ctx, { ids: found?.variants.map(({ id }) => id) ?? [] })
  const ids = forSale.flatMap(({ isForSale, ...variant }) => (isForSale ? [variant.variantId] : []))
  const wanted = variantId === undefined ? ids : ids.filter((id) => id === variantId)
  if (wanted.length === 0) throw problems.productNotFound()
  return wanted
}

/** The stores that hand over now, with their hours. */
export async function openStores(desk: Desk, languages: readonly string[]) {
  const [found, rulesOf] = await Promise.all([pickupStores(desk, languages), storeRules(desk)])
  return found.flatMap((store) => {
    const { isActive, timeZone, hours, closedDays, ...rules } = rulesOf(store.id)
    const isOpen = isOpenAt({ ...rules, timeZone, hours, closedDays }, desk.now())
    return isActive
      ? [{ ...store, address: [...store.address], isOpen, timeZone, hours: [...hours], closedDays: [...closedDays] }]
      : []
  })
}
