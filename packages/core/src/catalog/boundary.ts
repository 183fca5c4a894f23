import { sql } from 'drizzle-orm'
import { type Boundary, param, query } from '../kernel/index.ts'

const next = query((q) =>
  q.select({ at: sql<number | null>`min(at)`.as('at') }).from(sql`(
      select min(publish_at) as at from publications where publish_at > ${param('now')}
      union all select min(unpublish_at) from publications where unpublish_at > ${param('now')})`),
)

/** When a product appears or goes by its publications. */
export const publicationDates: Boundary = {
  next: async ({ db, now }) => (await db.get(next, { now: now() }))?.at ?? Number.POSITIVE_INFINITY,
  isPlannedBy: (command) => command.startsWith('catalog.') || command.startsWith('markets.'),
}
