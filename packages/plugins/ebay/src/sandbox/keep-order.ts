import type { StoredOrder, World } from './world.ts'

/** Keeps a change of an order under a new modification time. */
export function keepOrder(world: World, stored: Omit<StoredOrder, 'modified'>): StoredOrder {
  const modified = world.kit.now()
  const order = { ...stored.order, lastModifiedDate: new Date(modified).toISOString() }
  const kept = { ...stored, order, modified }
  world.orders.set(stored.orderId, kept)
  return kept
}
