import { type DeliveryOption, deliveryOptions } from '../delivery/index.ts'
import type { ChosenDelivery, DeliveryInput } from './model.ts'
import { problems } from './problems.ts'
import { placeOf, type QuotedCart } from './quote.ts'

/** Ways in which the goods of this cart can reach the buyer, with prices for its address, weight and value. */
export function optionsOf({ store, cart, lines, totals }: QuotedCart): Promise<DeliveryOption[]> {
  const goods = lines.flatMap(({ row, variant, isForSale }) =>
    isForSale && variant !== null ? [{ quantity: row.quantity, variant }] : [],
  )
  return deliveryOptions(store, {
    goods: goods.map(({ quantity, variant: { variantId } }) => ({ variantId, quantity })),
    country: placeOf(store, cart).country,
    postalCode: cart.shippingAddress?.postalCode,
    weightGrams: goods.reduce((grams, { quantity, variant }) => grams + quantity * variant.weightGrams, 0),
    subtotal: totals.lines.reduce((amount, line) => amount + line.subtotal + line.adjustment, 0),
    pickupOnly: goods.some(({ variant }) => variant.pickupOnly),
    requiresShipping: goods.some(({ variant }) => variant.requiresShipping),
  })
}

/** The option that the buyer asks for, as the cart keeps it. Throws `carts.deliveryUnavailable` or `carts.pickupPlace`. */
export function chooseOption(options: readonly DeliveryOption[], wish: DeliveryInput): ChosenDelivery {
  const option = options.find(({ id, code }) => id === wish.methodId || code === wish.code)
  if (option === undefined) {
    const offered = options.map(({ code }) => code)
    throw problems.deliveryUnavailable({
      detail: offered.length === 0 ? 'Nothing is delivered there.' : `Offered here: ${offered.join(', ')}.`,
      extra: { offered },
    })
  }
  return chosen(option, placeOfPickup(option, wish.locationId))
}

/** The same choice for changed goods or another address; undefined when it is not offered any more. */
export function chooseAgain(options: readonly DeliveryOption[], before: ChosenDelivery): ChosenDelivery | undefined {
  const option = options.find(({ id }) => id === before.methodId)
  if (option === undefined) return undefined
  const { locationId } = before
  const isOpen = locationId === null || option.pickupLocationIds?.includes(locationId) === true
  return isOpen ? chosen(option, locationId) : undefined
}

function chosen(option: DeliveryOption, locationId: string | null): ChosenDelivery {
  const { id, code, type, name, amount, taxClass, places = [] } = option
  const readyAt = places.find((place) => place.locationId === locationId)?.readyAt ?? null
  return { methodId: id, code, type, name, amount, taxClass, locationId, readyAt }
}

function placeOfPickup(
  { type, pickupLocationIds = [] }: DeliveryOption,
  locationId: string | undefined,
): string | null {
  if (type !== 'pickup') return null
  const found = locationId ?? (pickupLocationIds.length === 1 ? pickupLocationIds[0] : undefined)
  if (found !== undefined && pickupLocationIds.includes(found)) return found
  throw problems.pickupPlace({ extra: { locationIds: [...pickupLocationIds] } })
}
