import { and, asc, eq, exists, gt, type SQLWrapper, sql } from 'drizzle-orm'
import { type App, list, OWED, oneOf, param, plain, query } from '../kernel/index.ts'
import { LEASE } from './consumers.ts'
import type { RecordedEvent } from './event.ts'
import { consumers, events, parked } from './schema.ts'
import type { Subscription } from './subscription.ts'

/** Told from the index: by number the next ones are the first that are met; by name all that ever follow would be sorted for them. */
const unindexed = (column: SQLWrapper) => sql`+${column}`

/**
 * Where a consumer stands, with its next events and whether an earlier one of their aggregate waits: a look of a lane is one statement.
 * Without an event there is one row; without a row there is no such consumer.
 */
const nextOf = query((q) =>
  q
    .select({
      cursor: consumers.cursor,
      leaseOwner: consumers.leaseOwner,
      leaseUntil: consumers.leaseUntil,
      isBehind: exists(
        q
          .select({ one: sql`1` })
          .from(parked)
          .where(
            and(
              eq(parked.consumer, consumers.name),
              eq(parked.aggregate, events.aggregate),
              eq(parked.status, 'waiting'),
            ),
          ),
      )
        .mapWith(Boolean)
        .as('is_behind'),
      event: events,
    })
    .from(consumers)
    .leftJoin(events, and(gt(events.number, consumers.cursor), oneOf(unindexed(events.name), 'names')))
    .where(eq(consumers.name, param('name')))
    .orderBy(asc(events.number))
    .limit(param('limit')),
)

const take = plain(sql`
  update event_consumers set lease_owner = ${param('owner')}, lease_until = ${param('until')}, seen_at = ${param('now')}
  where name = ${param('name')}
    and (lease_owner is null or lease_owner = ${param('owner')} or lease_until < ${param('now')})`)

/** An event that a consumer has before it. */
export interface Next {
  readonly event: RecordedEvent
  /** An earlier one of its aggregate waits. */
  readonly isBehind: boolean
}

export interface Taken {
  readonly cursor: number
  readonly next: readonly Next[]
}

interface Taking {
  readonly subscription: Pick<Subscription, 'name' | 'events'>
  readonly owner: string
  readonly limit: number
}

/** Takes the consumer for this process, with what is next for it; undefined while another process has it. */
export async function takeConsumer(
  app: Pick<App, 'db' | 'now'>,
  { subscription, owner, limit }: Taking,
): Promise<Taken | undefined> {
  const { name } = subscription
  const look = () => app.db.all(nextOf, { name, names: list(subscription.events), limit })
  const now = app.now()
  const rows = await look()
  const [before] = rows
  if (before === undefined) return undefined
  const isOurs = before.leaseOwner === owner
  if (isOurs && before.leaseUntil > now + LEASE / 2) return takenOf(rows)
  if (!isOurs && before.leaseOwner !== null && before.leaseUntil >= now) return undefined
  await app.db.batch([take({ name, owner, now, until: now + LEASE })], OWED)
  const after = await look()
  return after[0]?.leaseOwner === owner ? takenOf(after) : undefined
}

type Row = Omit<Next, 'event'> & { readonly cursor: number; readonly event: RecordedEvent | null }

function takenOf(rows: readonly Row[]): Taken {
  const next = rows.flatMap(({ event, isBehind }) => (event === null ? [] : [{ event, isBehind }]))
  return { cursor: rows[0]?.cursor ?? 0, next }
}
