import { emit } from '../events/index.ts'
import { type HoldPlan, liveReservations } from '../inventory/index.ts'
import { type Context, requireVersion, run } from '../kernel/index.ts'
import { storeOfTerms } from '../markets/index.ts'
import type { EditInput } from './actions.ts'
import { type AddedLine, type ChangedLine, changeOrder } from './change.ts'
import { orderEdited } from './events.ts'
import { goodsOf } from './goods.ts'
import { byLine, requireAllowed } from './guards.ts'
import { problems } from './problems.ts'
import { type OrderAggregate, orderWithLines } from './reads.ts'
import { planFor } from './stock.ts'
import { placeOfOrder } from './tax-place.ts'
import { happened } from './timeline.ts'
import { dueOf } from './view.ts'

export interface EditOptions {
  readonly id: string
  readonly edit: EditInput
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/**
 * Changes quantities, takes lines off and adds new ones, for what was not sent yet. Stock moves by the difference in the same command;
 * the totals are reckoned anew, and what is owed since then is noted, not collected.
 */
export async function editOrder(ctx: Context, { id, edit, expected }: EditOptions): Promise<{ orderId: string }> {
  const { result } = await run(ctx, {
    name: 'order.edit',
    plan: async (commandId) => {
      const aggregate = await orderWithLines(ctx, id)
      requireVersion(expected, aggregate.order.version)
      requireAllowed(aggregate.order, 'edit')
      const lines = wantedLines(aggregate, edit)
      const added = await addedLines(ctx, aggregate, edit)
      requireEffect(lines, added)
      const [reservations, plan] = await Promise.all([
        liveReservations(ctx, { orderId: id }),
        planForMore(ctx, aggregate, { lines, added }),
      ])
      const { statements, priced } = await changeOrder(ctx, {
        kind: 'edited',
        reason: edit.reason ?? null,
        ...{ commandId, aggregate, lines, added, reservations, plan },
      })
      const due = dueOf({ ...aggregate.order, total: priced.totals.total })
      return {
        result: { orderId: id },
        statements: [
          ...statements,
          happened(ctx, { orderId: id, kind: 'edited', commandId, data: told(aggregate, { lines, added, due, edit }) }),
          emit(ctx, orderEdited, { aggregate: id, data: { orderId: id, due }, commandId }),
        ],
      }
    },
  })
  return result
}

function wantedLines({ lines }: OrderAggregate, edit: EditInput): ChangedLine[] {
  const wanted = byLine(lines, edit.lines)
  return lines.map((line) => {
    const quantity = wanted.get(line.id)?.quantity ?? line.quantity
    const settled = line.fulfilled + line.cancelled
    if (quantity < settled)
      throw problems.alreadyFulfilled({
        detail: `${line.fulfilled} were sent and ${line.cancelled} cancelled already.`,
        extra: { lineId: line.id, open: line.quantity - settled },
      })
    return { line, quantity, cancelled: line.cancelled }
  })
}

async function addedLines(ctx: Context, { order }: OrderAggregate, { add }: EditInput): Promise<AddedLine[]> {
  if (add.length === 0) return []
  const store = await storeOfTerms(ctx, order)
  const ids = add.map(() => ctx.newId('orl'))
  const wanted = add.map((line, index) => ({ ...line, key: ids[index] ?? '' }))
  const goods = await goodsOf(store, { wanted, place: placeOfOrder(store, order), path: 'body.add' })
  return goods.map((line) => ({ id: line.key, goods: line }))
}

function requireEffect(lines: readonly ChangedLine[], added: readonly AddedLine[]): void {
  if (added.length > 0) return
  if (lines.every(({ line, quantity }) => line.quantity === quantity)) throw problems.nothingToChange()
  if (lines.every(({ quantity, cancelled }) => quantity === cancelled)) throw problems.lastLine()
}

interface Wanted {
  readonly lines: readonly ChangedLine[]
  readonly added: readonly AddedLine[]
}

/** Where the additional goods come from; null when there are none. */
async function planForMore(
  ctx: Context,
  { order }: OrderAggregate,
  { lines, added }: Wanted,
): Promise<HoldPlan | null> {
  const more = [
    ...lines.flatMap(({ line, quantity }) =>
      quantity > line.quantity ? [{ ...line, key: line.id, quantity: quantity - line.quantity }] : [],
    ),
    ...added.map(({ goods }) => goods),
  ]
  return more.length === 0 ? null : planFor(ctx, { ...order, lines: more }, 'refuse')
}

interface Told extends Wanted {
  readonly due: number
  readonly edit: EditInput
}

function told({ order }: OrderAggregate, { lines, added, due, edit }: Told) {
  return {
    lines: lines.flatMap(({ line, quantity }) =>
      quantity === line.quantity ? [] : [{ lineId: line.id, title: line.title, from: line.quantity, to: quantity }],
    ),
    added: added.map(({ id, goods }) => ({ lineId: id, title: goods.title, quantity: goods.quantity })),
    due,
    dueBefore: dueOf(order),
    currency: order.currency,
    reason: edit.reason ?? null,
  }
}
