import { grouped } from '../kernel/index.ts'
import type { Operation, Said } from './history.ts'

/** A cart is written once: from no order to one. That can be decided without a search. */
export function faultsOfOrders(operations: readonly Operation[]): string[] {
  const byCart = grouped(operations, ({ asked }) => ('cart' in asked ? asked.cart : undefined))
  const owners = new Map<string, string>()
  return [...byCart].flatMap(([cart, own]) => {
    if (cart === undefined) return []
    const orders = [...new Set(own.flatMap(orderIn))]
    const shared = orders.flatMap((order) => {
      const owner = owners.get(order)
      owners.set(order, owner ?? cart)
      return owner === undefined ? [] : [`order ${order} was given to carts ${owner} and ${cart}`]
    })
    return [...shared, ...faultsOfCart(cart, own, orders)]
  })
}

function faultsOfCart(cart: string, own: readonly Operation[], orders: readonly string[]): string[] {
  if (orders.length > 1) return [`cart ${cart} became ${orders.length} orders: ${orders.join(', ')}`]
  if (orders.length === 0) return []
  const seen = Math.min(...own.filter((operation) => orderIn(operation).length > 0).map(({ to }) => to))
  const missed = Math.max(0, ...own.filter(sawNone).map(({ from }) => from))
  if (missed > seen) return [`cart ${cart} was order ${orders[0]} at ${seen}, and asked at ${missed} it was none`]
  const isMade = own.some(({ asked, said, from, to }) => {
    const mayWrite = asked.kind === 'place' && !isOver(said)
    return mayWrite && from < seen && to > missed
  })
  return isMade ? [] : [`cart ${cart} became order ${orders[0]} although nobody placed it by then`]
}

function orderIn({ said }: Operation): string[] {
  return said.outcome === 'ok' && typeof said.value === 'string' ? [said.value] : []
}

function sawNone({ asked, said }: Operation): boolean {
  if (asked.kind === 'find') return said.outcome === 'ok' && said.value === null
  return asked.kind === 'place' && isOver(said)
}

/** Certainly nothing was done. */
function isOver({ outcome }: Said): boolean {
  return outcome === 'refused' || outcome === 'failed'
}
