import type { World } from './world.ts'

/** What people do at the platform, and staff with what they ordered there. */

/** Somebody buys pieces at the platform; answers its id of the order. */
export function sell(world: World, quantity = 1, key = 'VEIL-ONE'): string {
  return world.platform.order?.({ lines: [{ key, quantity }] }) ?? ''
}

export const bookOf = async ({ admin }: World) => (await admin.orders.list({ query: { limit: 100 } })).items

/** Lets the time pass after which the channel is asked for orders. */
export async function ask(world: World): Promise<void> {
  world.advance(3_600_000)
  await world.settle()
}

let parcels = 0

/** Sends so many pieces of each line of an order in one parcel; all that is left without a number. */
export async function shipSome({ admin }: World, order: string, pieces?: number): Promise<void> {
  const [work] = (await admin.fulfillment.list({ query: { order } })).items
  const lines = work?.lines.map(({ lineId, quantity }) => ({ lineId, quantity: pieces ?? quantity })) ?? []
  parcels += 1
  const number = `3SDEVC${parcels}`
  const tracking = { carrier: 'PostNL', number, url: `https://track.example.com/${number}` }
  await admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: { lines, tracking } })
}

/** What the channel was told about its orders, and what became of it. */
export async function commandsOf(world: World) {
  return (await world.admin.channels.commands({ params: { id: world.id }, query: { limit: 100 } })).items
}
