import { type App, type Context, type KeptValue, keepById, keptById } from '../kernel/index.ts'
import {
  adjustmentsOf,
  findOrder,
  linesOf,
  type OrderAdjustmentRow,
  type OrderLineRow,
  type OrderRow,
} from './reads.ts'

/** An order with everything that belongs to it. */
export interface OrderInFull {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
  readonly adjustments: readonly OrderAdjustmentRow[]
}

/** What every statement touches that changes this order or its lines. */
export function orderTopic(id: string): string {
  return `order:${id}`
}

const KEPT = 'order'

/** As it stands, for whoever shows it: buyer and mail see it right after it was placed. Undefined when there is none. */
export async function orderInFull(ctx: Context, id: string): Promise<OrderInFull | undefined> {
  return (await keptById(ctx, { ids: [id], prefix: KEPT, kind: 'recent', load: () => load(ctx, id) })).get(id)
}

/** Keeps an order as it was just written and committed. */
export function keepOrder(ctx: Pick<App, 'db' | 'now' | 'extensions'>, placed: OrderInFull): void {
  keepById(ctx, { prefix: KEPT, id: placed.order.id, made: keptValue(placed) })
}

async function load(ctx: Context, id: string): Promise<Map<string, KeptValue<OrderInFull>>> {
  const order = await findOrder(ctx, id)
  if (order === undefined) return new Map()
  const [lines, adjustments] = await Promise.all([linesOf(ctx, id), adjustmentsOf(ctx, id)])
  return new Map([[id, keptValue({ order, lines, adjustments })]])
}

function keptValue(value: OrderInFull): KeptValue<OrderInFull> {
  return { value, topics: [orderTopic(value.order.id)], bytes: 3_000 + 1_000 * value.lines.length }
}
