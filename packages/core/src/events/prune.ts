import { sql } from 'drizzle-orm'
import { type Context, DAY, list, param, plain, query } from '../kernel/index.ts'
import { events } from './schema.ts'

/** Events are kept at least this long, for live streams that resume and for people who look. */
const KEPT = 7 * DAY
/** A consumer that nobody has run for this long (ms), such as one of a disabled plugin, no longer holds up pruning. */
export const FORGOTTEN = 30 * DAY
const CHUNK = 2_000

/** Seen by every living consumer, old enough, and not parked anywhere. */
const prunable = query((q) =>
  q
    .select({ number: events.number })
    .from(events)
    .where(sql`${events.number} <= coalesce((select min(cursor) from event_consumers where seen_at > ${param('seenAfter')}), ${events.number})
      and ${events.occurredAt} < ${param('before')}
      and not exists (select 1 from event_parked where event_parked.number = ${events.number})`)
    .orderBy(events.number)
    .limit(CHUNK),
)

const remove = plain(sql`delete from events where number in (select value from json_each(${param('numbers')}))`)

/** Removes what nobody needs any more. Numbers are never used again, so cursors stay true. */
export async function pruneEvents(ctx: Context): Promise<number> {
  const now = ctx.now()
  let removed = 0
  while (ctx.request.signal?.aborted !== true) {
    const rows = await ctx.db.all(prunable, { before: now - KEPT, seenAfter: now - FORGOTTEN })
    if (rows.length === 0) break
    await ctx.db.batch([remove({ numbers: list(rows.map(({ number }) => number)) })], { priority: 'background' })
    removed += rows.length
  }
  return removed
}
