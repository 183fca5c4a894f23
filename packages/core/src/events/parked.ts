import { and, asc, eq, lt, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { type Builder, deleteFrom, insertInto, param, plain, query } from '../kernel/index.ts'
import { events, parked } from './schema.ts'

const earlier = alias(parked, 'earlier')

/** Waits, its time has come, and no earlier event of its aggregate waits before it. */
const isDue = (q: Builder) =>
  and(
    eq(parked.status, 'waiting'),
    lte(parked.nextAt, param('now')),
    notExists(
      q
        .select({ one: sql`1` })
        .from(earlier)
        .where(
          and(
            eq(earlier.consumer, parked.consumer),
            eq(earlier.aggregate, parked.aggregate),
            eq(earlier.status, 'waiting'),
            lt(earlier.number, parked.number),
          ),
        ),
    ),
  )

/** What a consumer can try again now: of each aggregate only the first. */
export const dueParked = query((q) =>
  q
    .select({ attempts: parked.attempts, event: events })
    .from(parked)
    .innerJoin(events, eq(events.number, parked.number))
    .where(and(eq(parked.consumer, param('consumer')), isDue(q)))
    .orderBy(asc(parked.nextAt), asc(parked.number))
    .limit(50),
)

/** Consumers that can try something again now. */
export const consumersWithDue = query((q) =>
  q.selectDistinct({ consumer: parked.consumer }).from(parked).where(isDue(q)),
)

export const park = insertInto(parked)

/** After another failed attempt: waits on, or is given up. */
export const parkAgain = plain(sql`
  update event_parked set attempts = ${param('attempts')}, next_at = ${param('nextAt')}, error = ${param('error')}, status = ${param('status')}
  where consumer = ${param('consumer')} and number = ${param('number')}`)

export const unpark = deleteFrom(parked)
