import { type Context, type Statement, update } from '../kernel/index.ts'
import { type Priced, priceOrder } from './amounts.ts'
import { type Change, type ChangedLine, moveStock } from './change-stock.ts'
import { orderTopic } from './in-full.ts'
import { type OrderToChange, orderChanging } from './placing.ts'
import type { OrderLineRow } from './reads.ts'
import { addLine } from './rows.ts'
import { orderLines, orders } from './schema.ts'

export type { AddedLine, ChangedLine } from './change-stock.ts'

export interface Changed {
  readonly statements: readonly Statement[]
  readonly priced: Priced
}

const updateOrder = update(orders)
const updateLine = update(orderLines)
const stale = { changes: 1, refuse: () => 'stale' as const }

/**
 * The statements of one change: rows, amounts and stock move together, by differences. All of it holds for the version that was read:
 * if somebody ships, cancels or edits meanwhile, the change is decided anew.
 */
export async function changeOrder(ctx: Context, change: Change): Promise<Changed> {
  const priced = priceOrder({ lines: linesToPrice(change), terms: change.aggregate.order })
  const stock = moveStock(ctx, change)
  const { order } = change.aggregate
  const toChange: OrderToChange = {
    id: order.id,
    commandId: change.commandId,
    kind: change.kind,
    delivery: order.delivery,
    changes: stock.changes,
  }
  const claims = await Promise.all(ctx.extensions.of(orderChanging).map((claim) => claim(ctx, toChange)))
  return {
    priced,
    statements: [
      orderUpdate(ctx, change, priced),
      ...lineUpdates(change, priced),
      ...stock.statements,
      ...claims.flat(),
    ],
  }
}

function linesToPrice({ lines, added }: Change) {
  return [
    ...lines.map(({ line, quantity, cancelled }) => ({ ...line, quantity, cancelled })),
    ...added.map(({ goods }) => ({
      ...goods,
      cancelled: 0,
      placedQuantity: goods.quantity,
      placedAdjustment: goods.adjustment,
    })),
  ]
}

function orderUpdate(ctx: Context, change: Change, { totals, delivery }: Priced): Statement {
  const { order } = change.aggregate
  const sum = (of: (line: ChangedLine) => number) => change.lines.reduce((total, line) => total + of(line), 0)
  const quantity = sum((line) => line.quantity) + change.added.reduce((total, { goods }) => total + goods.quantity, 0)
  const cancelled = sum((line) => line.cancelled)
  const now = ctx.now()
  return updateOrder(
    { id: order.id, version: order.version },
    {
      ...{ quantity, cancelled, delivery },
      linesTotal: totals.lines,
      adjustmentsTotal: totals.adjustments,
      shippingTotal: totals.shipping,
      taxTotal: totals.tax,
      total: totals.total,
      version: order.version + 1,
      updatedAt: now,
      ...(cancelled === quantity ? { cancelledAt: now, cancelReason: change.reason } : {}),
    },
    { ...stale, touches: orderTopic(order.id) },
  )
}

/** Also lines whose quantity stays: a tax that is rounded on the total moves between lines. */
function lineUpdates({ aggregate, lines, added }: Change, priced: Priced): Statement[] {
  const changed = lines.flatMap(({ line, quantity, cancelled }, index) => {
    const amounts = priced.lines[index]
    if (amounts === undefined || isSame(line, { ...amounts, quantity, cancelled })) return []
    return [updateLine({ id: line.id, fulfilled: line.fulfilled }, { ...amounts, quantity, cancelled }, stale)]
  })
  const next = aggregate.lines.reduce((last, { position }) => Math.max(last, position + 1), 0)
  const inserted = added.map(({ id, goods }, index) =>
    addLine(
      { ...goods, tax: priced.lines[lines.length + index]?.tax ?? 0 },
      { orderId: aggregate.order.id, id, position: next + index },
    ),
  )
  return [...changed, ...inserted]
}

type Amounts = Pick<OrderLineRow, 'amount' | 'adjustment' | 'tax' | 'quantity' | 'cancelled'>

function isSame(line: Amounts, next: Amounts): boolean {
  return (
    line.quantity === next.quantity &&
    line.cancelled === next.cancelled &&
    line.amount === next.amount &&
    line.adjustment === next.adjustment &&
    line.tax === next.tax
  )
}
