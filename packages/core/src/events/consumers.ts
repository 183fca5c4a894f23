import { asc, eq, gt, lt, max, min, sql } from 'drizzle-orm'
import {
  type App,
  list,
  oneOf,
  param,
  plain,
  query,
  rowBy,
  SECOND,
  type Statement,
  statement,
} from '../kernel/index.ts'
import { consumers, events } from './schema.ts'
import type { Subscription } from './subscription.ts'

/** A process that dies keeps its consumers this long; a living one renews at a third of it. */
export const LEASE = 30 * SECOND

export const consumerByName = rowBy(consumers, 'name')

export const allConsumers = query((q) => q.select().from(consumers).orderBy(asc(consumers.name)))

export const headNumber = query((q) => q.select({ number: max(events.number) }).from(events))

const lowestCursor = query((q) =>
  q
    .select({ number: min(consumers.cursor) })
    .from(consumers)
    .where(oneOf(consumers.name, 'names')),
)

/** Up to here all of these consumers are done: nobody need look at what came before. */
export async function doneByAll({ db }: Pick<App, 'db'>, subscriptions: readonly Subscription[]): Promise<number> {
  const row = await db.get(lowestCursor, { names: list(subscriptions.map(({ name }) => name)) })
  return row?.number ?? 0
}

/** Consumers that fell behind without having anything to do. */
export const consumersBehind = query((q) =>
  q
    .select({ name: consumers.name })
    .from(consumers)
    .where(lt(consumers.cursor, param('number'))),
)

/** How many events a look takes at once. */
export const LOOK = 1_000

/** What was committed after a number, by name only. */
export const namesAfter = query((q) =>
  q
    .select({ number: events.number, name: events.name })
    .from(events)
    .where(gt(events.number, param('after')))
    .orderBy(asc(events.number))
    .limit(LOOK),
)

const register = plain(sql`
  insert or ignore into event_consumers (name, cursor, seen_at, created_at)
  values (${param('name')}, case ${param('from')} when 'start' then 0 else (select coalesce(max(number), 0) from events) end,
    ${param('now')}, ${param('now')})`)

/** Makes the rows of subscriptions that are new; each begins at the head, or at the start when it asks for it. */
export async function registerConsumers(app: App, subscriptions: readonly Subscription[]): Promise<void> {
  const now = app.now()
  await app.db.batch(subscriptions.map(({ name, from }) => register({ name, from, now })))
}

/** Keeps what this process holds. */
export const renewConsumers = plain(sql`
  update event_consumers set lease_until = ${param('until')}, seen_at = ${param('now')}
  where lease_owner = ${param('owner')} and name in (select value from json_each(${param('names')}))`)

export const releaseConsumers = statement((q) =>
  q
    .update(consumers)
    .set({ leaseOwner: null, leaseUntil: 0 })
    .where(eq(consumers.leaseOwner, param('owner'))),
)

const move = plain(sql`
  update event_consumers set cursor = ${param('number')}
  where name = ${param('name')} and lease_owner = ${param('owner')}`)

/** Moves the cursor, and is refused when the lease was lost: a process that slept must not write over its heir. */
export function moveCursor(at: { readonly name: string; readonly owner: string; readonly number: number }): Statement {
  return move(at, { changes: 1 })
}

const releaseAll = plain(sql`update event_consumers set lease_owner = null, lease_until = 0`)

/** For a process that knows it is alone, at its start: what a dead one held need not lapse first. */
export async function freeConsumers({ db }: Pick<App, 'db'>): Promise<void> {
  await db.batch([releaseAll()])
}
