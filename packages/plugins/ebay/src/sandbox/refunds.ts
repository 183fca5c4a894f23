import * as v from 'valibot'
import { keepOrder } from './keep-order.ts'
import { refuse } from './refuse.ts'
import type { Body, StoredOrder, World } from './world.ts'

const Money = v.strictObject({ value: v.string(), currency: v.string() })
const RefundRequest = v.strictObject({
  reasonForRefund: v.string(),
  comment: v.optional(v.pipe(v.string(), v.maxLength(100))),
  refundItems: v.optional(v.array(v.strictObject({ lineItemId: v.string(), refundAmount: Money }))),
  orderLevelRefundAmount: v.optional(Money),
})

/** How long the platform works on a refund, in milliseconds. */
const REFUND_TIME = 1_000

interface Money {
  readonly value: string
  readonly currency: string
}
interface Shown extends Body {
  readonly refundId: string
  readonly refundStatus?: string
  readonly refundDate?: string
  readonly amount: Money
}
interface Paying extends Body {
  readonly paymentSummary: Body & { readonly refunds: readonly Shown[] }
  readonly pricingSummary: { readonly total: Money }
  readonly lineItems: readonly (Body & { readonly lineItemId: string; readonly refunds?: readonly Shown[] })[]
}

/** Refunds of an order, wherever they stand. */
export function refundsIn(order: Body): readonly Shown[] {
  const { paymentSummary, lineItems } = order as Paying
  return [...paymentSummary.refunds, ...lineItems.flatMap(({ refunds = [] }) => refunds)]
}

const cents = (amounts: readonly Money[]) =>
  Math.round(amounts.reduce((sum, { value }) => sum + Number(value), 0) * 100)

const isUnderWay = ({ refundStatus, refundDate }: Shown) =>
  refundStatus === undefined ? refundDate === undefined : refundStatus === 'PENDING'

/** Begins a refund of the order or of lines of it (issueRefund). */
export function refund(world: World, stored: StoredOrder, input: unknown): Body {
  const read = v.safeParse(RefundRequest, input)
  if (!read.success) throw refuse({ status: 400, errorId: 34902, message: read.issues[0].message })
  const { refundItems, orderLevelRefundAmount } = read.output
  const amounts = (refundItems?.map(({ refundAmount }) => refundAmount) ?? [orderLevelRefundAmount]).filter(
    (amount) => amount !== undefined,
  )
  if (amounts.length === 0)
    throw refuse({ status: 400, errorId: 34906, message: 'The amount value must be specified.' })
  const before = refundsIn(stored.order)
  const message = "Refund can't be issued while previous refund is processing."
  if (before.some(isUnderWay)) throw refuse({ status: 400, errorId: 34922, message })
  const { total } = (stored.order as Paying).pricingSummary
  if (cents(before.map(({ amount }) => amount)) + cents(amounts) > cents([total]))
    throw refuse({ status: 400, errorId: 34915, message: 'The refund amount exceeds order amount.' })
  const refundId = world.kit.newId('refund')
  const put = (isDone: boolean) => settle(world, stored.orderId, { refundId, isDone, request: read.output })
  put(false)
  world.kit.later(REFUND_TIME, () => put(true))
  return { refundId, refundStatus: 'PENDING' }
}

interface Settling {
  readonly refundId: string
  readonly isDone: boolean
  readonly request: v.InferOutput<typeof RefundRequest>
}

/** A refund of lines is shown at them and nowhere else (OrderRefund, LineItemRefund). */
function settle(world: World, orderId: string, { refundId, isDone, request }: Settling): void {
  const stored = world.orders.get(orderId)
  if (stored === undefined) return
  const { paymentSummary, pricingSummary, lineItems } = stored.order as Paying
  const others = (refunds: readonly Shown[] = []) => refunds.filter((one) => one.refundId !== refundId)
  const whole = request.refundItems === undefined ? request.orderLevelRefundAmount : undefined
  const refundStatus = isDone ? 'REFUNDED' : 'PENDING'
  const refundDate = isDone ? { refundDate: new Date(world.kit.now()).toISOString() } : {}
  const order = {
    ...stored.order,
    paymentSummary: {
      ...paymentSummary,
      refunds: [
        ...others(paymentSummary.refunds),
        ...(whole === undefined ? [] : [{ refundId, refundStatus, amount: whole }]),
      ],
    },
    lineItems: lineItems.map((line) => {
      const amount = request.refundItems?.find(({ lineItemId }) => lineItemId === line.lineItemId)?.refundAmount
      return amount === undefined
        ? line
        : { ...line, refunds: [...others(line.refunds), { refundId, amount, ...refundDate }] }
    }),
  }
  const isWhole = cents(refundsIn(order).map(({ amount }) => amount)) >= cents([pricingSummary.total])
  const orderPaymentStatus = isWhole ? 'FULLY_REFUNDED' : 'PARTIALLY_REFUNDED'
  keepOrder(world, { ...stored, order: { ...order, orderPaymentStatus } })
}
