import { type Context, failpoint, isProblem, OWED } from '../../kernel/index.ts'
import { placeForeignOrder } from '../../orders/index.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { Work } from '../lane/index.ts'
import type { IntakeIssue } from '../model.ts'
import { storeOf } from '../store-of.ts'
import { type IntakeRow, insertIntakeLine, patchIntake, settled, tellParked } from './intake-rows.ts'
import { type ForeignPurchase, purchaseOf } from './purchase.ts'

/**
 * Takes an order into the book. One that the channel does not let us act on waits; one that was cancelled, or sent before the account was
 * connected, takes no stock and is only kept. Answers what is wrong with it.
 */
export async function placeIntake(work: Work, row: IntakeRow, order: ForeignOrder): Promise<IntakeIssue | undefined> {
  const { ctx, connection } = work
  const isOpen = order.status !== 'cancelled' && order.lines.some(({ quantity, cancelled = 0 }) => quantity > cancelled)
  const isHistory = order.status === 'shipped' && Date.parse(order.placedAt) < connection.createdAt
  if (order.status === 'pending' || !isOpen || isHistory) {
    const waits = order.status === 'pending' && isOpen ? { status: 'waiting' as const } : {}
    await ctx.db.batch([patchIntake({ id: row.id }, { ...settled(ctx, row, { order }), ...waits })], OWED)
    return undefined
  }
  const purchase = await purchaseOf({ store: await storeOf(ctx, connection), connectionId: connection.id, order })
  if ('unknown' in purchase) {
    const [subject = ''] = purchase.unknown
    return { code: 'unknown_item', message: `${purchase.unknown.join(', ')} is no item of ours`, subject }
  }
  return enter(ctx, { row, order, purchase })
}

/** Goods left without the shop knowing: somebody must say from where. */
export const SHIPPED_THERE: IntakeIssue = {
  code: 'shipped_there',
  message: 'it was sent at the channel, and not here',
  subject: null,
}

interface Entering {
  readonly row: IntakeRow
  readonly order: ForeignOrder
  readonly purchase: ForeignPurchase
}

async function enter(ctx: Context, { row, order, purchase }: Entering): Promise<IntakeIssue | undefined> {
  const issue = order.status === 'shipped' ? SHIPPED_THERE : null
  const applied = settled(ctx, row, { order, issue })
  try {
    const placed = await placeForeignOrder(ctx, purchase.origin, async () => ({
      purchase,
      isPaid: order.payment === 'paid',
      also: ({ id, lineIds }) => [
        patchIntake({ id: row.id }, { ...applied, orderId: id }),
        ...(issue === null ? [] : [tellParked(ctx, row)]),
        ...order.lines.flatMap(({ externalId, key }) => {
          const orderLineId = lineIds.get(externalId)
          return orderLineId === undefined ? [] : [insertIntakeLine({ orderLineId, intakeId: row.id, externalId, key })]
        }),
      ],
    }))
    failpoint('channels.placed')
    await ctx.db.batch([patchIntake({ id: row.id }, { ...applied, orderId: placed.orderId })], OWED)
    return undefined
  } catch (error) {
    return refusal(error)
  }
}

/** What the book refuses is told with the order; a fault of ours is thrown, and tried again. */
export function refusal(error: unknown): IntakeIssue {
  if (!isProblem(error) || error.status >= 500) throw error
  return { code: 'refused', message: `${error.code}: ${error.message}`, subject: null }
}
