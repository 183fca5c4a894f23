import type { Statement } from '../kernel/index.ts'
import type { LiveReservation } from './model.ts'
import { announce, type Cause, type MoveContext, move } from './movement.ts'
import { problems } from './problems.ts'
import { closeHold, commitRow, extendRow, settleRow } from './reservation-rows.ts'

/** The plan was made from an old snapshot: somebody ended or extended this hold meanwhile. */
export const once = { changes: 1, refuse: () => 'stale' as const }

export interface ToOrder {
  readonly commandId: string
  readonly orderId: string
  /** Order line ids by the keys of the lines. */
  readonly lineIds: ReadonlyMap<string, string>
}

/** Moves the end of holds (milliseconds), for as long as they are held. */
export function extendHold(
  ctx: MoveContext,
  held: readonly LiveReservation[],
  { expiresAt }: { readonly expiresAt: number },
): Statement[] {
  return held.map(({ id }) => extendRow({ id, expiresAt, now: ctx.now() }, once))
}

/** Gives held goods back. */
export function releaseHold(
  ctx: MoveContext,
  held: readonly LiveReservation[],
  { commandId, reason }: { readonly commandId: string; readonly reason: string },
): Statement[] {
  return [
    ...held.flatMap((reservation) => release(ctx, reservation, { commandId, reason })),
    ...announce(
      ctx,
      held.map(({ variantId }) => variantId),
      commandId,
    ),
  ]
}

/** Turns holds into promises of an order. What can be had does not change by it. A hold that is gone makes the plan stale. */
export function commitHold(
  ctx: MoveContext,
  held: readonly LiveReservation[],
  { commandId, orderId, lineIds }: ToOrder,
): Statement[] {
  const now = ctx.now()
  const cause = { type: 'order', id: orderId }
  return held.flatMap((reservation) => [
    commitRow({ id: reservation.id, orderId, orderLineId: lineIds.get(reservation.lineKey) ?? null, now }, once),
    move(ctx, {
      ...at(reservation),
      kind: 'commit',
      reserved: -reservation.quantity,
      committed: reservation.quantity,
      cause,
      commandId,
    }),
  ])
}

export interface Settled {
  readonly commandId: string
  readonly reason?: string | undefined
  /** Default: the order. */
  readonly cause?: Cause | undefined
}

/** Goods left the house: on hand and committed go down. Refuses more than is still owed, and goods that are not there. */
export function fulfil(
  ctx: MoveContext,
  reservation: LiveReservation,
  quantity: number,
  { commandId, reason, cause }: Settled,
): Statement[] {
  const { variantId, locationId } = reservation
  return [
    settleRow({ id: reservation.id, fulfilled: quantity, cancelled: 0, now: ctx.now() }, closedGuard(reservation)),
    move(
      ctx,
      {
        ...at(reservation),
        kind: 'fulfil',
        onHand: -quantity,
        committed: -quantity,
        cause: cause ?? { type: 'order', id: reservation.orderId },
        commandId,
        reason,
      },
      () => problems.notOnHand({ extra: { variantId, locationId, requested: quantity } }),
    ),
  ]
}

interface GivenUp extends Settled {
  /** How much of it turned out not to be there. */
  readonly lost?: number
}

/** An order gives up some of what it was promised. */
export function uncommit(
  ctx: MoveContext,
  reservation: LiveReservation,
  quantity: number,
  { commandId, reason, cause, lost }: GivenUp,
): Statement[] {
  return [
    settleRow({ id: reservation.id, fulfilled: 0, cancelled: quantity, now: ctx.now() }, closedGuard(reservation)),
    move(ctx, {
      ...at(reservation),
      kind: 'cancel',
      committed: -quantity,
      lost,
      cause: cause ?? { type: 'order', id: reservation.orderId },
      commandId,
      reason,
    }),
    ...announce(ctx, [reservation.variantId], commandId),
  ]
}

function closedGuard({ id }: LiveReservation) {
  return { changes: 1, refuse: () => problems.reservationClosed({ extra: { reservationId: id } }) }
}

function at({ id, variantId, locationId }: LiveReservation) {
  return { reservationId: id, variantId, locationId }
}

/** Gives one hold back. */
export function release(
  ctx: MoveContext,
  reservation: LiveReservation,
  { commandId, reason }: { readonly commandId: string; readonly reason: string },
): Statement[] {
  return [
    closeHold({ id: reservation.id, status: 'released', now: ctx.now() }, once),
    move(ctx, {
      ...at(reservation),
      kind: 'release',
      reserved: -reservation.quantity,
      cause: { type: 'cart', id: reservation.cartId },
      commandId,
      reason,
    }),
  ]
}
