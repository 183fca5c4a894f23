import type { PricePolicy, StockPolicy } from './model.ts'

/** What a policy leaves of the stock at its places, in all. Never below zero. */
export function stockAfter(policy: StockPolicy, available: number): number {
  const shared = Math.floor((available * (policy.percent ?? 100)) / 100) - (policy.buffer ?? 0)
  const shown = Math.max(0, Math.min(shared, policy.cap ?? shared))
  return policy.stopAt !== undefined && shown <= policy.stopAt ? 0 : shown
}

/** The same for each place, so that their sum is what may be shown in all: the places give in the order of the list. */
export function stockAtPlaces<Place extends { readonly quantity: number }>(
  shown: number,
  places: readonly Place[],
): Place[] {
  let left = shown
  return places.map((place) => {
    const quantity = Math.max(0, Math.min(left, place.quantity))
    left -= quantity
    return { ...place, quantity }
  })
}

/** Minor units. Never below zero; rounding goes up to the next price with the ending. */
export function priceAfter(policy: PricePolicy, amount: number): number {
  const marked = Math.round((amount * (100 + (policy.percent ?? 0))) / 100) + (policy.add ?? 0)
  const price = Math.max(0, marked)
  if (policy.ending === undefined) return price
  const whole = Math.floor(price / 100) * 100 + policy.ending
  return whole >= price ? whole : whole + 100
}
