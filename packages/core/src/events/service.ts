import { and, desc, eq, gt, lt, sql } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  isOn,
  iso,
  isoOrNull,
  list,
  oneOf,
  param,
  query,
  queryByShape,
  toPage,
} from '../kernel/index.ts'
import { allConsumers, headNumber } from './consumers.ts'
import type { RecordedEvent } from './event.ts'
import { events, parked } from './schema.ts'
import { subscription } from './subscription.ts'

interface EventFilter {
  readonly name?: string | undefined
  readonly aggregate?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

const eventsBefore = queryByShape((q, { name, aggregate }: { name: boolean; aggregate: boolean }) =>
  q
    .select()
    .from(events)
    .where(
      and(
        lt(events.number, param('before')),
        name ? eq(events.name, param('name')) : undefined,
        aggregate ? eq(events.aggregate, param('aggregate')) : undefined,
      ),
    )
    .orderBy(desc(events.number))
    .limit(param('limit')),
)

/** What happened, newest first. */
export async function listEvents(ctx: Context, { name, aggregate, limit, cursor }: EventFilter) {
  const [before = Number.MAX_SAFE_INTEGER] = cursor === undefined ? [] : decodeCursor('events', cursor, 1)
  const shape = { name: name !== undefined, aggregate: aggregate !== undefined }
  const rows = await ctx.db.all(eventsBefore(shape), { before, name, aggregate, limit: limit + 1 })
  return toPage(rows, limit, { cursor: ({ number }) => encodeCursor('events', [number]), item: eventView })
}

export function eventView(event: RecordedEvent) {
  return { ...event, occurredAt: iso(event.occurredAt) }
}

const parkedCounts = query((q) =>
  q
    .select({ consumer: parked.consumer, status: parked.status, count: sql<number>`count(*)` })
    .from(parked)
    .groupBy(parked.consumer, parked.status),
)

const countAfter = query((q) =>
  q
    .select({ count: sql<number>`count(*)` })
    .from(events)
    .where(and(gt(events.number, param('after')), oneOf(events.name, 'names'))),
)

/** Every consumer with how far it is behind. */
export async function listConsumers(ctx: Context) {
  const known = new Map(ctx.extensions.of(subscription).map((found) => [found.name, found]))
  const counts = await ctx.db.all(parkedCounts)
  const head = (await ctx.db.get(headNumber))?.number ?? 0
  const countOf = (consumer: string, status: 'waiting' | 'dead') =>
    counts.find((row) => row.consumer === consumer && row.status === status)?.count ?? 0
  const rows = await ctx.db.all(allConsumers)
  const items = rows.map(async ({ name, cursor, leaseUntil, leaseOwner, seenAt }) => {
    const found = known.get(name)
    const names = list(found?.events ?? [])
    const unseen = found === undefined ? undefined : await ctx.db.get(countAfter, { after: cursor, names })
    return {
      name,
      isKnown: found !== undefined,
      isPaused: !isOn(found?.power),
      cursor,
      lag: unseen?.count ?? Math.max(0, head - cursor),
      waiting: countOf(name, 'waiting'),
      dead: countOf(name, 'dead'),
      leasedUntil: isoOrNull(leaseOwner === null ? null : leaseUntil),
      seenAt: iso(seenAt),
    }
  })
  return { items: await Promise.all(items) }
}
