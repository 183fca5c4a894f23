import type { CartView, Order } from '@vitrine/sdk'
import { timeOf } from '../shared/time.ts'
import { type PickupPlace, waysOf } from './checkout/ways.ts'
import type { Promised } from './product/availability-panel.tsx'
import type { Visit } from './visit.ts'

/** Most variants that the shop is asked about at once. */
const MOST = 100

/** What can be had of these variants by parcel and in each shop, by variant; bands, as buyers see them. */
export async function promisesOf(
  { shop }: Pick<Visit, 'shop'>,
  { handle, variantIds }: { readonly handle: string; readonly variantIds: readonly string[] },
): Promise<ReadonlyMap<string, Promised>> {
  if (variantIds.length === 0) return new Map()
  const [{ items }, readyBy] = await Promise.all([
    shop.call('GET /availability', { query: { variant: variantIds.slice(0, MOST) } }),
    readyTimes({ shop }, handle),
  ])
  return new Map(
    items.map(({ variantId, shipping, pickup }) => [
      variantId,
      {
        shipping: { band: shipping.band, handlingDays: shipping.handlingDays },
        pickup: pickup.map(({ locationId, name, band }) => ({
          ...{ locationId, name, band },
          readyBy: readyBy(variantId, locationId),
        })),
      },
    ]),
  )
}

/** By when a variant of a product is ready in a store, by the clock there; null where it is not, or where nobody hands over. */
async function readyTimes({ shop }: Pick<Visit, 'shop'>, handle: string) {
  const { items } = await shop['click-and-collect'].productStores({ params: { handle } }).catch(() => ({ items: [] }))
  return (variantId: string, locationId: string): string | null => {
    const stores = items.find((item) => item.variantId === variantId)?.stores ?? []
    const { readyBy = null, timeZone } = stores.find((store) => store.locationId === locationId) ?? {}
    return readyBy === null ? null : timeOf(readyBy, timeZone)
  }
}

/** The places where these variants could be fetched, by id. */
async function placesFor(
  { shop }: Pick<Visit, 'shop'>,
  variantIds: readonly string[],
): Promise<ReadonlyMap<string, PickupPlace>> {
  if (variantIds.length === 0) return new Map()
  const { items } = await shop.call('GET /availability', { query: { variant: variantIds.slice(0, MOST) } })
  const places = items.flatMap(({ pickup }) => pickup)
  return new Map(places.map(({ locationId: id, name, note }) => [id, { id, name, note }]))
}

/** A place of ours where a whole cart can be collected, and by when; in the words of its own clock. */
export interface Collectable {
  readonly id: string
  readonly name: string
  /** Null where not all of it is there. */
  readonly readyBy: string | null
}

/** Where this cart can be collected, before anybody asks for an address; nothing where it cannot. */
export async function collectable(visit: Visit, cart: CartView): Promise<Collectable[]> {
  if (cart.lines.length === 0 || cart.status !== 'open') return []
  const [options, places, { items: stores }] = await Promise.all([
    visit.shop.cart.deliveryOptions(),
    pickupPlaces(visit, cart),
    visit.shop['click-and-collect'].storeHours(),
  ])
  const zones = new Map(stores.map(({ id, timeZone }) => [id, timeZone]))
  return waysOf(options, places).flatMap(({ place, readyAt, isShort }) => {
    if (place === undefined) return []
    const readyBy = readyAt === null || isShort ? null : timeOf(readyAt, zones.get(place.id))
    return [{ id: place.id, name: place.name, readyBy }]
  })
}

export function pickupPlaces(visit: Visit, { lines }: CartView): Promise<ReadonlyMap<string, PickupPlace>> {
  return placesFor(
    visit,
    lines.map(({ variantId }) => variantId),
  )
}

/** Where an order is fetched; undefined for parcels, and for places that are not open any more. */
export async function placeOfPickup(visit: Visit, { delivery, lines }: Order): Promise<PickupPlace | undefined> {
  const id = delivery?.pickupLocationId ?? null
  if (id === null) return undefined
  const places = await placesFor(
    visit,
    lines.flatMap(({ variantId }) => (variantId === null ? [] : [variantId])),
  )
  return places.get(id)
}
