import { and, desc, eq, gt, isNotNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type * as v from 'valibot'
import {
  type App,
  decodeCursor,
  encodeCursor,
  iso,
  isoOrNull,
  MINUTE,
  moneyView,
  type Page,
  param,
  type QueryOf,
  queryByShape,
  toPage,
} from '../kernel/index.ts'
import type { admin } from './contract.ts'
import type { CartSummarySchema } from './model.ts'
import { carts } from './schema.ts'

type Filters = QueryOf<typeof admin.list>
type Summary = v.InferOutput<typeof CartSummarySchema>

/** Names are written out, because drizzle leaves the table away in the fields of a select from one table. */
const sumOfLines = (what: SQL, name: string) =>
  sql<number>`(select coalesce(${what}, 0) from cart_lines l where l.cart_id = carts.id)`.mapWith(Number).as(name)

const page = queryByShape(
  (q, has: Readonly<Record<'status' | 'idleSince' | 'customerId' | 'email' | 'after', boolean>>) =>
    q
      .select({
        id: carts.id,
        status: carts.status,
        marketId: carts.marketId,
        channelId: carts.channelId,
        currency: carts.currency,
        language: carts.language,
        customerId: carts.customerId,
        email: carts.email,
        lineCount: sumOfLines(sql`count(*)`, 'line_count'),
        quantity: sumOfLines(sql`sum(l.quantity)`, 'quantity'),
        subtotal: sumOfLines(sql`sum(l.quantity * l.seen_amount)`, 'subtotal'),
        holdExpiresAt: carts.holdExpiresAt,
        orderId: carts.orderId,
        createdAt: carts.createdAt,
        updatedAt: carts.updatedAt,
      })
      .from(carts)
      .where(
        and(
          has.status ? eq(carts.status, param('status')) : undefined,
          has.customerId ? eq(carts.customerId, param('customerId')) : undefined,
          has.email ? eq(carts.email, param('email')) : undefined,
          has.idleSince
            ? and(
                eq(carts.status, sql`'open'`),
                isNotNull(carts.email),
                lte(carts.updatedAt, param('idleSince')),
                gt(carts.expiresAt, param('now')),
                sql`exists (select 1 from cart_lines l where l.cart_id = carts.id)`,
              )
            : undefined,
          has.after
            ? or(
                lt(carts.updatedAt, param('afterTime')),
                and(eq(carts.updatedAt, param('afterTime')), lt(carts.id, param('afterId'))),
              )
            : undefined,
        ),
      )
      .orderBy(desc(carts.updatedAt), desc(carts.id))
      .limit(param('limit')),
)

/** Carts for the staff, latest change first. */
export async function listCarts(ctx: Pick<App, 'db' | 'now'>, filters: Filters): Promise<Page<Summary>> {
  const { limit, cursor, status, abandonedFor, customerId, email } = filters
  const [afterTime, afterId] = cursor === undefined ? [] : decodeCursor('carts', cursor, 2)
  const read = page({
    status: status !== undefined,
    idleSince: abandonedFor !== undefined,
    customerId: customerId !== undefined,
    email: email !== undefined,
    after: cursor !== undefined,
  })
  const now = ctx.now()
  const idleSince = now - (abandonedFor ?? 0) * MINUTE
  const rows = await ctx.db.all(read, {
    limit: limit + 1,
    status,
    customerId,
    email,
    idleSince,
    now,
    afterTime,
    afterId,
  })
  return toPage(rows, limit, {
    cursor: ({ updatedAt, id }) => encodeCursor('carts', [updatedAt, id]),
    item: ({ currency, language, subtotal, holdExpiresAt, createdAt, updatedAt, ...row }) => ({
      ...row,
      subtotal: moneyView(subtotal, currency, language),
      holdExpiresAt: isoOrNull(holdExpiresAt),
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
    }),
  })
}
