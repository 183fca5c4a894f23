import { type Context, extensionPoint, type Statement } from '../kernel/index.ts'
import type { Purchase } from './model.ts'

/** Where a part of a line ships from; `locationId` null when it is not stocked anywhere. */
export interface Placement {
  readonly lineId: string
  readonly locationId: string | null
  readonly quantity: number
}

/** The order that is about to stand in the order book. Its number is given by the database, so it is not known yet. */
export interface OrderToPlace {
  readonly id: string
  readonly commandId: string
  readonly purchase: Purchase
  /** Id of the order line by the key of the line in the purchase. */
  readonly lineIds: ReadonlyMap<string, string>
  readonly placements: readonly Placement[]
}

/**
 * Guarded statements that join the order's own command: points, coupon uses, slots, fulfilment orders.
 * Pure: no input or output; a statement that is refused refuses the order.
 */
export type OrderClaim = (ctx: Context, order: OrderToPlace) => readonly Statement[]

/** Where rooms and plugins hang their claims: `contribute(orderPlacing, claim)`. */
export const orderPlacing = extensionPoint<OrderClaim>('order.placing')

/** One change of what is still to be sent: `delta` below zero when units were taken away. */
export interface PlacementChange extends Omit<Placement, 'quantity'> {
  readonly delta: number
}

export interface OrderToChange {
  readonly id: string
  readonly commandId: string
  readonly kind: 'edited' | 'cancelled'
  readonly delivery: Purchase['delivery']
  readonly changes: readonly PlacementChange[]
}

/** Joins the command of an edit or a cancellation. It may read, in the plan; a statement that is refused refuses the change. */
export type OrderChangeClaim = (
  ctx: Context,
  order: OrderToChange,
) => Promise<readonly Statement[]> | readonly Statement[]

export const orderChanging = extensionPoint<OrderChangeClaim>('order.changing')
