import { sql } from 'drizzle-orm'
import { type Boundary, param, query } from '../kernel/index.ts'

const next = query((q) =>
  q.select({ at: sql<number | null>`min(at)`.as('at') }).from(sql`(
      select min(starts_at) as at from prices where starts_at > 0 and starts_at > ${param('now')}
      union all select min(ends_at) from prices where ends_at > ${param('now')}
      union all select min(starts_at) from price_lists where starts_at > ${param('now')}
      union all select min(ends_at) from price_lists where ends_at > ${param('now')})`),
)

/** When a price or a price list begins or ends. Products may bring prices with them. */
export const priceDates: Boundary = {
  next: async ({ db, now }) => (await db.get(next, { now: now() }))?.at ?? Number.POSITIVE_INFINITY,
  isPlannedBy: (command) => command.startsWith('pricing.') || command.startsWith('catalog.'),
}
