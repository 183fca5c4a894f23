import { and, eq, gt, gte, isNull, or } from 'drizzle-orm'
import { deleteFrom, insertInto, type NewId, param, type Statement, statement, update } from '../kernel/index.ts'
import { priceHistory, prices } from './schema.ts'

export type PriceRecord = typeof prices.$inferSelect

/** A price as it shall be; its key is variant, currency, list, quantity and start. */
export interface WantedPrice {
  readonly variantId: string
  readonly priceListId: string
  readonly currency: string
  readonly minQuantity: number
  readonly startsAt: number
  readonly amount: number
  /** Undefined leaves what is there. */
  readonly compareAt: number | null | undefined
  readonly endsAt: number | null | undefined
}

export interface PlannedPrice {
  readonly id: string
  readonly status: 'created' | 'updated' | 'unchanged'
  readonly statements: readonly Statement[]
}

const insert = insertInto(prices)
const change = update(prices)

/** The lines that make one price so; none when it is so already. `before` is the row with the same key. */
export function planPrice(
  wanted: WantedPrice,
  { before, newId, now, touches }: { before: PriceRecord | undefined; newId: NewId; now: number; touches: string },
): PlannedPrice {
  const stale = () => 'stale' as const
  if (before === undefined) {
    const id = newId('prc')
    const { variantId, priceListId, currency, minQuantity, amount, compareAt, startsAt, endsAt } = wanted
    const row = {
      id,
      variantId,
      priceListId,
      currency,
      minQuantity,
      amount,
      compareAt,
      startsAt,
      endsAt,
      createdAt: now,
      updatedAt: now,
    }
    return { id, status: 'created', statements: [insert(row, { refuse: stale, touches })] }
  }
  const { id, version } = before
  const compareAt = compareAtOf(wanted, before)
  const patch = {
    ...(wanted.amount === before.amount ? {} : { amount: wanted.amount }),
    ...(compareAt === before.compareAt ? {} : { compareAt }),
    ...(wanted.endsAt === undefined || wanted.endsAt === before.endsAt ? {} : { endsAt: wanted.endsAt }),
  }
  if (Object.keys(patch).length === 0) return { id, status: 'unchanged', statements: [] }
  const line = change(
    { id, version },
    { ...patch, version: version + 1, updatedAt: now },
    { changes: 1, refuse: stale, touches },
  )
  return { id, status: 'updated', statements: [line] }
}

/** What is not said stays, unless the price rises to it: then there is no reduction any more. */
function compareAtOf({ amount, compareAt }: WantedPrice, before: PriceRecord): number | null {
  if (compareAt !== undefined) return compareAt
  return before.compareAt !== null && before.compareAt > amount ? before.compareAt : null
}

export const keyOf = ({
  variantId,
  priceListId,
  currency,
  minQuantity,
  startsAt,
}: Omit<WantedPrice, 'amount' | 'compareAt' | 'endsAt'>) =>
  [variantId, priceListId, currency, minQuantity, startsAt].join('/')

const forgetPlanned = statement((q) =>
  q.delete(priceHistory).where(and(eq(priceHistory.priceId, param('id')), gte(priceHistory.fromAt, param('now')))),
)
const endPresent = statement((q) =>
  q
    .update(priceHistory)
    .set({ toAt: param('now') as never })
    .where(
      and(eq(priceHistory.priceId, param('id')), or(isNull(priceHistory.toAt), gt(priceHistory.toAt, param('now')))),
    ),
)
const erase = deleteFrom(prices)

/** The lines that take a price away at this moment; what it was stays in the history. */
export function removePrice(id: string, { now, touches }: { now: number; touches: string }): Statement[] {
  return [
    forgetPlanned({ id, now }),
    endPresent({ id, now }),
    erase({ id }, { changes: 1, refuse: () => 'stale', touches }),
  ]
}
