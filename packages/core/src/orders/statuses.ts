/*
 * The status machine of an order, as one table. A status is never set: it follows from quantities and money by the first rule that holds,
 * as a generated column of the database (migration 0014 has the same text; a test holds the two together).
 */

/** A status, and the condition over columns of `orders` under which it holds; the last has none. */
type Rule<Status extends string> = readonly [status: Status, when: string]

const rules = <const Status extends string>(...table: readonly Rule<Status>[]) => table

export const orderRules = rules(
  ['cancelled', 'cancelled = quantity'],
  ['completed', 'fulfilled + cancelled = quantity and captured - refunded >= total'],
  ['open', ''],
)

export const paymentRules = rules(
  ['refunded', 'refunded > 0 and refunded = captured'],
  ['partially_refunded', 'refunded > 0'],
  ['paid', 'captured > 0 and captured >= total'],
  ['partially_paid', 'captured > 0'],
  ['voided', 'cancelled = quantity'],
  ['paid', 'total = 0'],
  ['authorized', 'authorized >= total'],
  ['unpaid', ''],
)

export const fulfillmentRules = rules(
  ['cancelled', 'cancelled = quantity'],
  ['returned', 'returned > 0 and returned = fulfilled and fulfilled + cancelled = quantity'],
  ['partially_returned', 'returned > 0'],
  ['unfulfilled', 'fulfilled = 0'],
  ['fulfilled', 'fulfilled + cancelled = quantity'],
  ['partially_fulfilled', ''],
)

export type OrderStatus = (typeof orderRules)[number][0]
export type PaymentStatus = (typeof paymentRules)[number][0]
export type FulfillmentStatus = (typeof fulfillmentRules)[number][0]

/** What may be done with an order in which status. Quantities and money decide the rest. */
export const allowed = {
  open: ['edit', 'cancel', 'ship', 'capture', 'refund', 'note', 'address'],
  completed: ['refund', 'note'],
  cancelled: ['refund', 'note'],
} as const satisfies Record<OrderStatus, readonly string[]>

export type OrderAction = (typeof allowed)[OrderStatus][number]

export function allows(status: OrderStatus, action: OrderAction): boolean {
  return (allowed[status] as readonly string[]).includes(action)
}

/** The names of a table of rules, each once, in its order. */
export function namesOf<Status extends string>(table: readonly Rule<Status>[]): [Status, ...Status[]] {
  return [...new Set(table.map(([status]) => status))] as [Status, ...Status[]]
}

/** The rules as the `case` expression of a generated column. */
export function caseOf(table: readonly Rule<string>[]): string {
  const branches = table.map(([status, when]) => (when === '' ? `else '${status}'` : `when ${when} then '${status}'`))
  return `case ${branches.join(' ')} end`
}
