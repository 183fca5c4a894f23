import { fulfilled, keepOrder, requireOrder, withItems } from './orders.ts'
import { invalid } from './refuse.ts'
import { type Body, isoAt, type World } from './world.ts'

export interface Parcel {
  readonly packageReferenceId: string
  readonly orderItems: readonly { readonly orderItemId: string; readonly quantity: number }[]
}

/** A parcel left, told by a call or by a feed; the same parcel told again is the same. */
export function confirm(world: World, orderId: string, parcel: Body & Parcel): void {
  const stored = requireOrder(world, orderId)
  const { packageReferenceId: id } = parcel
  if (!/^[1-9]\d*$/.test(id)) throw invalid('PackageReferenceId: is invalid, must be a positive numeric value.')
  if (stored.shipments.some(({ packageReferenceId }) => packageReferenceId === id)) return
  const items = fulfilled(stored, parcel.orderItems)
  const shipments = [...stored.shipments, { ...parcel, createdTime: isoAt(world) }]
  keepOrder(world, { ...withItems(stored, items), shipments })
}
