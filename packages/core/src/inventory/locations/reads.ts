import { asc } from 'drizzle-orm'
import { type App, query, remembered } from '../../kernel/index.ts'
import { stockLocations } from '../schema.ts'

/** What lines that change a location touch. */
export const LOCATIONS = 'stock_locations'

const everyLocation = query((q) =>
  q.select().from(stockLocations).orderBy(asc(stockLocations.priority), asc(stockLocations.id)),
)

export type StockLocation = typeof stockLocations.$inferSelect

/** Every location, archived ones too, first by priority. Kept in memory. */
export const allLocations: (reader: Pick<App, 'db' | 'now'>) => Promise<readonly StockLocation[]> = remembered({
  touches: [LOCATIONS],
  load: ({ db }) => db.all(everyLocation),
})
