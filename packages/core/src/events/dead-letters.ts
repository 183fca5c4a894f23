import { and, asc, eq, sql } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  iso,
  list,
  param,
  plain,
  queryByShape,
  run,
  toPage,
} from '../kernel/index.ts'
import { consumerByName } from './consumers.ts'
import { EVENTS } from './event.ts'
import { problems } from './problems.ts'
import { events, parked } from './schema.ts'
import { eventView } from './service.ts'

const deadAfter = queryByShape((q, { consumer }: { consumer: boolean }) =>
  q
    .select({ parked, event: events })
    .from(parked)
    .innerJoin(events, eq(events.number, parked.number))
    .where(
      and(
        eq(parked.status, 'dead'),
        sql`(${parked.number}, ${parked.consumer}) > (${param('number')}, ${param('afterConsumer')})`,
        consumer ? eq(parked.consumer, param('consumer')) : undefined,
      ),
    )
    .orderBy(asc(parked.number), asc(parked.consumer))
    .limit(param('limit')),
)

interface DeadFilter {
  readonly consumer?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Events that consumers gave up on, oldest first. */
export async function listDeadLetters(ctx: Context, { consumer, limit, cursor }: DeadFilter) {
  const [number = 0, afterConsumer = ''] = cursor === undefined ? [] : decodeCursor('dead', cursor, 2)
  const values = { consumer, number, afterConsumer, limit: limit + 1 }
  const rows = await ctx.db.all(deadAfter({ consumer: consumer !== undefined }), values)
  return toPage(rows, limit, {
    cursor: (row) => encodeCursor('dead', [row.parked.number, row.parked.consumer]),
    item: ({ parked: { consumer: name, attempts, error, parkedAt }, event }) => {
      return { consumer: name, event: eventView(event), attempts, error, parkedAt: iso(parkedAt) }
    },
  })
}

export interface Letters {
  readonly consumer: string
  readonly eventId?: string | undefined
}

const deadNumbers = queryByShape((q, { one }: { one: boolean }) =>
  q
    .select({ number: parked.number })
    .from(parked)
    .innerJoin(events, eq(events.number, parked.number))
    .where(
      and(
        eq(parked.consumer, param('consumer')),
        eq(parked.status, 'dead'),
        one ? eq(events.id, param('eventId')) : undefined,
      ),
    )
    .orderBy(asc(parked.number))
    .limit(10_000),
)

const revive = plain(sql`
  update event_parked set status = 'waiting', attempts = 0, next_at = ${param('now')}
  where consumer = ${param('consumer')} and status = 'dead' and number in (select value from json_each(${param('numbers')}))`)

const forget = plain(sql`
  delete from event_parked
  where consumer = ${param('consumer')} and status = 'dead' and number in (select value from json_each(${param('numbers')}))`)

/** Puts dead letters back in the queue, with the same event ids. Throws `events.unknownConsumer`. */
export async function replayDeadLetters(ctx: Context, letters: Letters): Promise<{ replayed: number }> {
  const line = (numbers: string) => revive({ consumer: letters.consumer, numbers, now: ctx.now() }, { touches: EVENTS })
  return { replayed: await settleLetters(ctx, letters, { name: 'events.replay', line }) }
}

/** Gives dead letters up for good. Throws `events.unknownConsumer`. */
export async function discardDeadLetters(ctx: Context, letters: Letters): Promise<{ discarded: number }> {
  const line = (numbers: string) => forget({ consumer: letters.consumer, numbers })
  return { discarded: await settleLetters(ctx, letters, { name: 'events.discard', line }) }
}

async function settleLetters(
  ctx: Context,
  { consumer, eventId }: Letters,
  { name, line }: { name: string; line: (numbers: string) => ReturnType<typeof revive> },
): Promise<number> {
  if ((await ctx.db.get(consumerByName, { name: consumer })) === undefined)
    throw problems.unknownConsumer({ detail: `There is no consumer ${consumer}.` })
  const done = await run(ctx, {
    name,
    plan: async () => {
      const rows = await ctx.db.all(deadNumbers({ one: eventId !== undefined }), { consumer, eventId })
      return { statements: [line(list(rows.map(({ number }) => number)))], result: rows.length }
    },
  })
  return done.result
}
