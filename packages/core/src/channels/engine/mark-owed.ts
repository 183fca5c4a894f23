import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { list, OWED, oneOf, param, plain, query, turn } from '../../kernel/index.ts'
import type { Work } from '../lane/index.ts'
import { laneOf } from '../lane-rows.ts'
import { MARKING, mark } from '../mark-whole.ts'
import { listings } from '../schema.ts'

/** Listings that are marked in one write: few enough that nobody waits for it. */
const TOGETHER = 100

const nextListings = query((q) =>
  q
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), gt(listings.id, param('after'))))
    .orderBy(asc(listings.id))
    .limit(TOGETHER),
)

const markListings = plain(sql`
  update channel_listings set ${mark} where ${oneOf(listings.id, 'ids')} and (is_wanted = 1 or is_sent = 1)`)

const markValues = plain(sql`
  update channel_values set ${mark} where listing_id in (select value from json_each(${param('ids')}))`)

const ofCursor = sql`connection_id = ${param('connectionId')} and lane = ${param('lane')} and cursor = ${param('cursor')}`

/** Not when everything was asked for anew meanwhile. */
const move = plain(sql`update channel_lanes set cursor = ${param('next')} where ${ofCursor}`)
const end = plain(sql`delete from channel_lanes where ${ofCursor}`)

/** Marks all of a connection, from where it came to before. */
export async function markOwed({ ctx, connection, signal }: Work): Promise<void> {
  const key = { connectionId: connection.id, lane: MARKING }
  while (!signal.aborted) {
    const cursor = (await ctx.db.get(laneOf, key))?.cursor
    if (cursor == null) return
    const [now = '', after = ''] = cursor.split(' ')
    const ids = (await ctx.db.all(nextListings, { connectionId: connection.id, after })).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) {
      await ctx.db.batch([end({ ...key, cursor })], OWED)
      continue
    }
    const marks = { ids: list(ids), now: Number(now) }
    await ctx.db.batch([markListings(marks), markValues(marks), move({ ...key, cursor, next: `${now} ${last}` })], OWED)
    await turn()
  }
}
