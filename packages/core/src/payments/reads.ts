import { and, asc, desc, eq, isNotNull, lte } from 'drizzle-orm'
import { type App, param, query, remembered, rowBy } from '../kernel/index.ts'
import { paymentMethods, paymentSessions, paymentTransactions } from './schema.ts'

export type PaymentSession = typeof paymentSessions.$inferSelect
export type PaymentTransaction = typeof paymentTransactions.$inferSelect
export type PaymentMethod = typeof paymentMethods.$inferSelect

type Reader = Pick<App, 'db'>

const byId = rowBy(paymentSessions, 'id')
const liveOfCart = query((q) =>
  q
    .select()
    .from(paymentSessions)
    .where(and(eq(paymentSessions.cartId, param('cartId')), eq(paymentSessions.isLive, 1))),
)
const lastOfCart = query((q) =>
  q
    .select()
    .from(paymentSessions)
    .where(eq(paymentSessions.cartId, param('cartId')))
    .orderBy(desc(paymentSessions.id))
    .limit(1),
)
const ofOrder = query((q) =>
  q
    .select()
    .from(paymentSessions)
    .where(eq(paymentSessions.orderId, param('orderId')))
    .orderBy(asc(paymentSessions.id)),
)
const transactions = query((q) =>
  q
    .select()
    .from(paymentTransactions)
    .where(eq(paymentTransactions.sessionId, param('sessionId')))
    .orderBy(asc(paymentTransactions.id)),
)
const transactionRow = rowBy(paymentTransactions, 'id')
const dueSessions = query((q) =>
  q
    .select()
    .from(paymentSessions)
    .where(and(isNotNull(paymentSessions.readAt), lte(paymentSessions.readAt, param('now'))))
    .orderBy(asc(paymentSessions.readAt))
    .limit(50),
)
const dueTransactions = query((q) =>
  q
    .select()
    .from(paymentTransactions)
    .where(and(isNotNull(paymentTransactions.retryAt), lte(paymentTransactions.retryAt, param('now'))))
    .orderBy(asc(paymentTransactions.retryAt))
    .limit(50),
)
const everyMethod = query((q) => q.select().from(paymentMethods).orderBy(asc(paymentMethods.position)))

export function sessionById({ db }: Reader, id: string): Promise<PaymentSession | undefined> {
  return db.get(byId, { id })
}

/** The one payment that may still bring money for this cart, or has. */
export function sessionOfCart({ db }: Reader, cartId: string): Promise<PaymentSession | undefined> {
  return db.get(liveOfCart, { cartId })
}

/** The latest payment of a cart, declined and cancelled ones too. */
export function lastSessionOfCart({ db }: Reader, cartId: string): Promise<PaymentSession | undefined> {
  return db.get(lastOfCart, { cartId })
}

/** The payments of an order, oldest first, with the sums of what was authorised, captured and refunded. */
export function sessionsOfOrder({ db }: Reader, orderId: string): Promise<PaymentSession[]> {
  return db.all(ofOrder, { orderId })
}

/** Oldest first. */
export function transactionsOf({ db }: Reader, sessionId: string): Promise<PaymentTransaction[]> {
  return db.all(transactions, { sessionId })
}

export function transactionById({ db }: Reader, id: string): Promise<PaymentTransaction | undefined> {
  return db.get(transactionRow, { id })
}

/** Payments whose intent is to be read back by now. */
export function sessionsToRead({ db, now }: Pick<App, 'db' | 'now'>): Promise<PaymentSession[]> {
  return db.all(dueSessions, { now: now() })
}

/** Captures, voids and refunds that are to be asked again by now. */
export function transactionsToRetry({ db, now }: Pick<App, 'db' | 'now'>): Promise<PaymentTransaction[]> {
  return db.all(dueTransactions, { now: now() })
}

/** What lines that change the ways to pay touch. */
export const PAYMENT_METHODS = 'payment.methods'

/** The ways to pay of all markets, in order. Kept in memory. */
export const allMethods: (reader: Pick<App, 'db' | 'now'>) => Promise<readonly PaymentMethod[]> = remembered({
  touches: [PAYMENT_METHODS],
  load: ({ db }) => db.all(everyMethod),
})
