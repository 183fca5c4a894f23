import { emit } from '../events/index.ts'
import { liveReservations, notFoundOf } from '../inventory/index.ts'
import { type Context, requireVersion, run } from '../kernel/index.ts'
import type { CancelInput } from './actions.ts'
import { type ChangedLine, changeOrder } from './change.ts'
import { orderCancelled } from './events.ts'
import { byLine, requireAllowed } from './guards.ts'
import { problems } from './problems.ts'
import { type OrderAggregate, orderWithLines } from './reads.ts'
import { happened } from './timeline.ts'
import { dueOf } from './view.ts'

export interface CancelOptions {
  readonly id: string
  readonly cancel: CancelInput
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/**
 * Cancels an order or some of its lines: promised stock is free again in the same command, and the payment is voided or refunded after it
 * (see settle.ts); what is `missing` leaves the stock instead of becoming free. What was sent can't be cancelled: throws `orders.alreadyFulfilled`.
 */
export async function cancelOrder(ctx: Context, { id, cancel, expected }: CancelOptions): Promise<{ orderId: string }> {
  const { result } = await run(ctx, {
    name: 'order.cancel',
    plan: async (commandId) => {
      const aggregate = await orderWithLines(ctx, id)
      requireVersion(expected, aggregate.order.version)
      requireAllowed(aggregate.order, 'cancel')
      const lines = cancelledLines(aggregate, cancel)
      const reservations = await liveReservations(ctx, { orderId: id })
      const reason = cancel.reason ?? null
      const { statements, priced } = await changeOrder(ctx, {
        kind: 'cancelled',
        ...{ commandId, aggregate, lines, reservations, reason },
        added: [],
        plan: null,
        missing: await notFoundOf(ctx, cancel.missing, reservations),
      })
      const fact = {
        orderId: id,
        due: dueOf({ ...aggregate.order, total: priced.totals.total }),
        isWhole: lines.every(({ quantity, cancelled }) => quantity === cancelled),
        reason,
        lines: lines.flatMap(({ line, cancelled }) =>
          cancelled === line.cancelled ? [] : [{ lineId: line.id, quantity: cancelled - line.cancelled }],
        ),
      }
      return {
        result: { orderId: id },
        statements: [
          ...statements,
          happened(ctx, {
            orderId: id,
            kind: 'cancelled',
            commandId,
            data: { ...fact, currency: aggregate.order.currency },
          }),
          emit(ctx, orderCancelled, { aggregate: id, data: fact, commandId }),
        ],
      }
    },
  })
  return result
}

function cancelledLines({ lines }: OrderAggregate, cancel: CancelInput): ChangedLine[] {
  if (cancel.lines === undefined) return lines.map(wholly)
  const named = byLine(lines, cancel.lines)
  return lines.map((line) => {
    const asked = named.get(line.id)?.quantity ?? 0
    const open = line.quantity - line.fulfilled - line.cancelled
    if (asked > open)
      throw problems.alreadyFulfilled({
        detail: `${open} of this line can still be cancelled.`,
        extra: { lineId: line.id, open },
      })
    return { line, quantity: line.quantity, cancelled: line.cancelled + asked }
  })
}

/** The whole order goes only when nothing of it left the house. */
function wholly(line: ChangedLine['line']): ChangedLine {
  if (line.fulfilled > 0)
    throw problems.alreadyFulfilled({
      detail: 'Some of the order was sent. Name the lines that shall be cancelled.',
      extra: { lineId: line.id, open: line.quantity - line.fulfilled - line.cancelled },
    })
  return { line, quantity: line.quantity, cancelled: line.quantity }
}
