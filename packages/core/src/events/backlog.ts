import { sql } from 'drizzle-orm'
import { type App, query } from '../kernel/index.ts'
import { parked } from './schema.ts'

/** Deliveries that did not succeed so far. */
export interface Backlog {
  /** Tried again by themselves. */
  readonly waiting: number
  /** Given up: they wait for a person. */
  readonly dead: number
}

const byStatus = query((q) =>
  q.select({ status: parked.status, count: sql<number>`count(*)` }).from(parked).groupBy(parked.status),
)

/** How many deliveries of events failed; for alarms. */
export async function eventBacklog({ db }: Pick<App, 'db'>): Promise<Backlog> {
  const rows = await db.all(byStatus)
  const countOf = (status: 'waiting' | 'dead') => rows.find((row) => row.status === status)?.count ?? 0
  return { waiting: countOf('waiting'), dead: countOf('dead') }
}
