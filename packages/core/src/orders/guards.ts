import { requestProblems } from '../kernel/index.ts'
import { problems } from './problems.ts'
import type { OrderLineRow, OrderRow } from './reads.ts'
import { allows, type OrderAction } from './statuses.ts'

/** Throws `orders.notAllowed` when the status of the order does not let this happen. */
export function requireAllowed({ status }: Pick<OrderRow, 'status'>, action: OrderAction): void {
  if (allows(status, action)) return
  throw problems.notAllowed({
    detail: `An order that is ${status} does not allow this.`,
    extra: { current: status, action },
  })
}

/** The lines that were named, each once. Throws `orders.lineNotFound`, or `request.invalid` when one is named twice. */
export function byLine<Named extends { readonly lineId: string }>(
  lines: readonly OrderLineRow[],
  named: readonly Named[],
): ReadonlyMap<string, Named> {
  const known = new Set(lines.map(({ id }) => id))
  const missing = named.flatMap(({ lineId }, index) => (known.has(lineId) ? [] : [{ lineId, index }]))
  if (missing.length > 0)
    throw problems.lineNotFound({
      errors: missing.map(({ index }) => ({
        path: `body.lines.${index}.lineId`,
        code: 'unknown',
        message: 'is not a line of this order',
      })),
    })
  const found = new Map(named.map((one) => [one.lineId, one]))
  if (found.size < named.length)
    throw requestProblems.invalid({
      errors: [{ path: 'body.lines', code: 'duplicate', message: 'names a line more than once' }],
    })
  return found
}
