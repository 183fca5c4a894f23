import { emit, on, type RecordedEvent } from '../events/index.ts'
import { type Context, type Guard, run, update } from '../kernel/index.ts'
import {
  leftFor,
  type PaymentFact,
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentFailed,
  paymentRefunded,
  refundPayment,
  sessionsOfOrder,
  voidPayment,
} from '../payments/index.ts'
import { orderCancelled, orderPaid } from './events.ts'
import { orderTopic } from './in-full.ts'
import { isPlacing } from './place.ts'
import { findOrder, type OrderRow } from './reads.ts'
import { orders } from './schema.ts'
import { orTask } from './tasks.ts'
import { happened } from './timeline.ts'

const change = update(orders)

type Money = Pick<OrderRow, 'authorized' | 'captured' | 'refunded'>

/** What the payments of an order add up to, in minor units. */
async function moneyOf(ctx: Context, orderId: string): Promise<Money> {
  const sessions = await sessionsOfOrder(ctx, orderId)
  return {
    authorized: sessions.reduce((sum, { authorized, voided }) => sum + authorized - voided, 0),
    captured: sessions.reduce((sum, { captured }) => sum + captured, 0),
    refunded: sessions.reduce((sum, { refunded }) => sum + refunded, 0),
  }
}

/** What to tell about it; null when it is only to be written down. */
interface News {
  readonly name: string
  readonly amount: number
}

/** Brings the sums of an order in line with its payments, whatever was missed. Announces `order.paid` when all is captured. */
async function syncMoney(ctx: Context, orderId: string, news: News | null = null): Promise<void> {
  await run(ctx, {
    name: 'order.money',
    plan: async (commandId) => {
      const order = await findOrder(ctx, orderId)
      if (order === undefined) return { statements: [], result: null }
      const money = await moneyOf(ctx, orderId)
      const { id, version, currency, total } = order
      const isPaid = money.captured > order.captured && money.captured >= total && order.captured < total
      const guard: Guard = { changes: 1, refuse: () => 'stale', touches: orderTopic(id) }
      const patch = { ...money, version: version + 1, updatedAt: ctx.now() }
      return {
        result: null,
        statements: [
          ...(isSame(order, money) ? [] : [change({ id, version }, patch, guard)]),
          ...(news === null
            ? []
            : [happened(ctx, { orderId, kind: 'payment', data: { ...news, currency }, commandId })]),
          ...(isPaid
            ? [emit(ctx, orderPaid, { aggregate: id, data: { orderId, amount: money.captured, currency }, commandId })]
            : []),
        ],
      }
    },
  })
}

function isSame(a: Money, b: Money): boolean {
  return a.authorized === b.authorized && a.captured === b.captured && a.refunded === b.refunded
}

/** What payments report becomes the order's. Those that were written with the order itself are on it already. */
export const followPayments = on<PaymentFact>(
  [paymentAuthorized, paymentCaptured, paymentCancelled, paymentRefunded, paymentFailed],
  {
    name: 'orders/payment',
    run: async ({ name, commandId, data: { orderId, amount } }: RecordedEvent<PaymentFact>, ctx) => {
      if (orderId !== null && !isPlacing(commandId)) await syncMoney(ctx, orderId, { name, amount })
    },
  },
)

/** A cancellation gives back what is no longer owed: promises are voided when nothing is left to pay, captured money is refunded. */
export const returnAfterCancel = on(orderCancelled, {
  name: 'orders/return-money',
  run: async ({ data: { orderId, reason } }, ctx) => returnUnowed(ctx, orderId, reason ?? 'order cancelled'),
})

async function returnUnowed(ctx: Context, orderId: string, reason: string): Promise<void> {
  const order = await findOrder(ctx, orderId)
  if (order === undefined) return
  const sessions = await sessionsOfOrder(ctx, orderId)
  let surplus = sessions.reduce((sum, session) => sum + leftFor('refund', session), 0) - order.total
  for (const session of [...sessions].reverse()) {
    const promised = leftFor('cancel', session)
    if (order.total === 0 && promised > 0)
      await orTask(ctx, { orderId, sessionId: session.id }, () => voidPayment(ctx, { sessionId: session.id, reason }))
    const amount = Math.min(surplus, leftFor('refund', session))
    if (amount <= 0) continue
    surplus -= amount
    await orTask(ctx, { orderId, sessionId: session.id }, () =>
      refundPayment(ctx, { sessionId: session.id, amount, reason }),
    )
  }
}
