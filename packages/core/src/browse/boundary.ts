import { sql } from 'drizzle-orm'
import { type App, param, query } from '../kernel/index.ts'

/** The next moment at which what buyers see changes by itself: a publication, price, price list or tax rate begins or ends. */
const next = query((q) =>
  q.select({ at: sql<number | null>`min(at)`.as('at') }).from(sql`(
      select min(publish_at) as at from publications where publish_at > ${param('now')}
      union all select min(unpublish_at) from publications where unpublish_at > ${param('now')}
      union all select min(starts_at) from prices where starts_at > 0 and starts_at > ${param('now')}
      union all select min(ends_at) from prices where ends_at > ${param('now')}
      union all select min(starts_at) from price_lists where starts_at > ${param('now')}
      union all select min(ends_at) from price_lists where ends_at > ${param('now')})`),
)

/** Milliseconds; infinity when nothing is planned. */
export async function nextBoundary(app: Pick<App, 'db' | 'now'>): Promise<number> {
  const row = await app.db.get(next, { now: app.now() })
  return row?.at ?? Number.POSITIVE_INFINITY
}
