import { sql } from 'drizzle-orm'
import { type App, param, plain, query, type Statement } from '../kernel/index.ts'
import { parked } from './schema.ts'

/* Consumers of one owner, such as a plugin: their names begin with its id and a slash. */

const ofOwner = (column: 'name' | 'consumer') =>
  sql`${sql.identifier(column)} >= ${param('from')} and ${sql.identifier(column)} < ${param('to')}`

/** `0` is the letter behind `/`. */
function within(owner: string) {
  return { from: `${owner}/`, to: `${owner}0` }
}

const seen = plain(sql`update event_consumers set seen_at = ${param('now')} where ${ofOwner('name')}`)
const unpark = plain(sql`delete from event_parked where ${ofOwner('consumer')}`)
const forget = plain(sql`delete from event_consumers where ${ofOwner('name')}`)

/** From this moment on, events wait for the consumers of this owner as long as pruning waits for anybody. */
export function waitForConsumers(owner: string, now: number): Statement {
  return seen({ ...within(owner), now })
}

/** Forgets the cursors of this owner with everything that waits for them. */
export function forgetConsumers(owner: string): Statement[] {
  return [unpark(within(owner)), forget(within(owner))]
}

const deadByConsumer = query((q) =>
  q
    .select({ consumer: parked.consumer, count: sql<number>`count(*)`, since: sql<number>`min(${parked.parkedAt})` })
    .from(parked)
    .where(sql`${parked.status} = 'dead'`)
    .groupBy(parked.consumer)
    .orderBy(parked.consumer),
)

/** How many events each consumer gave up on, and since when (milliseconds). */
export function deadLetterCounts({ db }: Pick<App, 'db'>) {
  return db.all(deadByConsumer)
}
