import { and, desc, eq, lt, or } from 'drizzle-orm'
import {
  type App,
  decodeCursor,
  encodeCursor,
  type Page,
  param,
  type QueryOf,
  queryByShape,
  toPage,
} from '../kernel/index.ts'
import type { admin } from './contract.ts'
import type { SessionView } from './model.ts'
import { paymentSessions } from './schema.ts'
import { sessionView } from './view.ts'

const page = queryByShape((q, has: Readonly<Record<'status' | 'provider' | 'after', boolean>>) =>
  q
    .select()
    .from(paymentSessions)
    .where(
      and(
        has.status ? eq(paymentSessions.status, param('status')) : undefined,
        has.provider ? eq(paymentSessions.provider, param('provider')) : undefined,
        has.after
          ? or(
              lt(paymentSessions.updatedAt, param('afterTime')),
              and(eq(paymentSessions.updatedAt, param('afterTime')), lt(paymentSessions.id, param('afterId'))),
            )
          : undefined,
      ),
    )
    .orderBy(desc(paymentSessions.updatedAt), desc(paymentSessions.id))
    .limit(param('limit')),
)

/** Payments for the staff, latest change first. */
export async function listPayments(
  ctx: Pick<App, 'db'>,
  { limit, cursor, status, provider }: QueryOf<typeof admin.list>,
): Promise<Page<SessionView>> {
  const [afterTime, afterId] = cursor === undefined ? [] : decodeCursor('payments', cursor, 2)
  const read = page({ status: status !== undefined, provider: provider !== undefined, after: cursor !== undefined })
  const rows = await ctx.db.all(read, { limit: limit + 1, status, provider, afterTime, afterId })
  return toPage(rows, limit, {
    cursor: ({ updatedAt, id }) => encodeCursor('payments', [updatedAt, id]),
    item: sessionView,
  })
}
