import { type DeliveryOption, deliveryOptions } from '../delivery/index.ts'
import type { ChosenDelivery, DeliveryInput, DeliveryPart } from './model.ts'
import { problems } from './problems.ts'
import { placeOf, type QuotedCart } from './quote.ts'

/**
 * Ways in which the goods of this cart can reach the buyer, with prices for its address, weight and value; of some of its lines, or of all.
 */
export function optionsOf(
  { store, cart, lines: all, totals }: QuotedCart,
  isAsked: (lineId: string) => boolean = () => true,
): Promise<DeliveryOption[]> {
  const lines = all.filter(({ row }) => isAsked(row.id))
  const goods = lines.flatMap(({ row, variant, isForSale }) =>
    isForSale && variant !== null ? [{ quantity: row.quantity, variant }] : [],
  )
  return deliveryOptions(store, {
    goods: goods.map(({ quantity, variant: { variantId } }) => ({ variantId, quantity })),
    country: placeOf(store, cart).country,
    postalCode: cart.shippingAddress?.postalCode,
    weightGrams: goods.reduce((grams, { quantity, variant }) => grams + quantity * variant.weightGrams, 0),
    subtotal: totals.lines
      .filter(({ id }) => isAsked(id))
      .reduce((amount, line) => amount + line.subtotal + line.adjustment, 0),
    pickupOnly: goods.some(({ variant }) => variant.pickupOnly),
    requiresShipping: goods.some(({ variant }) => variant.requiresShipping),
  })
}

type Way = Omit<ChosenDelivery, 'parts'>
type Wish = Omit<DeliveryInput, 'parts'>

/**
 * The ways that the buyer asks for, as the cart keeps them: one for all lines that no part names.
 * Throws `carts.deliveryUnavailable`, `carts.pickupPlace`, `carts.deliveryParts` and `carts.deliveryMix`.
 */
export async function chooseDeliveries(
  quoted: QuotedCart,
  { parts = [], ...wish }: DeliveryInput,
): Promise<ChosenDelivery> {
  requireParts(quoted, parts)
  const chosen = parts.map(async ({ lineIds, ...way }) => ({
    ...choose(await optionsOf(quoted, (id) => lineIds.includes(id)), way),
    lineIds,
  }))
  return together(choose(await optionsOf(quoted, restOf(parts)), wish), await Promise.all(chosen))
}

const restOf =
  (parts: readonly Pick<DeliveryPart, 'lineIds'>[]) =>
  (id: string): boolean =>
    parts.every(({ lineIds }) => !lineIds.includes(id))

function requireParts({ lines }: QuotedCart, parts: readonly Pick<DeliveryPart, 'lineIds'>[]): void {
  const named = parts.flatMap(({ lineIds }) => lineIds)
  const known = lines.map(({ row }) => row.id)
  const lineIds = named.filter((id, at) => !known.includes(id) || named.indexOf(id) !== at)
  if (lineIds.length > 0)
    throw problems.deliveryParts({ detail: 'Some lines are unknown or named twice.', extra: { lineIds } })
  if (parts.length > 0 && known.every((id) => named.includes(id)))
    throw problems.deliveryParts({ detail: 'The parts name every line.', extra: { lineIds: known } })
}

function choose(options: readonly DeliveryOption[], wish: Wish): Way {
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

/** One delivery of the cart, which costs what its ways cost together; what costs something is taxed alike. */
function together(main: Way, parts: readonly DeliveryPart[]): ChosenDelivery {
  if (parts.length === 0) return main
  const paid = [main, ...parts].filter(({ amount }) => amount > 0)
  if (new Set(paid.map(({ taxClass }) => taxClass)).size > 1)
    throw problems.deliveryMix({ extra: { codes: paid.map(({ code }) => code) } })
  const amount = paid.reduce((sum, way) => sum + way.amount, 0)
  return { ...main, amount, taxClass: (paid[0] ?? main).taxClass, parts }
}

/** The same choice for changed goods or another address; undefined when something of it is not offered any more. */
export async function chooseAgain(quoted: QuotedCart, before: ChosenDelivery): Promise<ChosenDelivery | undefined> {
  const { parts, main } = remaining(quoted, before)
  const again = await Promise.all(
    parts.map(async ({ lineIds, ...part }) => {
      const way = sameWay(await optionsOf(quoted, (id) => lineIds.includes(id)), part)
      return way === undefined ? undefined : { ...way, lineIds }
    }),
  )
  const way = sameWay(await optionsOf(quoted, restOf(parts)), main)
  const kept = again.filter((part) => part !== undefined)
  return way === undefined || kept.length < parts.length ? undefined : together(way, kept)
}

/** Without the lines that are gone; when none is left for the first way, the next takes its place. */
function remaining({ lines }: QuotedCart, { parts = [], ...main }: ChosenDelivery) {
  const known = new Set(lines.map(({ row }) => row.id))
  const left = parts.flatMap(({ lineIds, ...part }) => {
    const own = lineIds.filter((id) => known.has(id))
    return own.length === 0 ? [] : [{ ...part, lineIds: own }]
  })
  const [first, ...others] = left
  return first === undefined || lines.some(({ row }) => restOf(left)(row.id))
    ? { main, parts: left }
    : { main: first, parts: others }
}

function sameWay(options: readonly DeliveryOption[], { methodId, locationId }: Way): Way | undefined {
  const option = options.find(({ id }) => id === methodId)
  if (option === undefined) return undefined
  const isOpen = locationId === null || option.pickupLocationIds?.includes(locationId) === true
  return isOpen ? chosen(option, locationId) : undefined
}

function chosen(option: DeliveryOption, locationId: string | null): Way {
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
