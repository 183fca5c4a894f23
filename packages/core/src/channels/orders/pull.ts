import { sql } from 'drizzle-orm'
import { DAY, duration, failpoint, OWED, param, plain } from '../../kernel/index.ts'
import { ask, type Work } from '../lane/index.ts'
import { keepLane, laneOf } from '../lane-rows.ts'
import { storeRaw } from './store-raw.ts'

/** So far back a channel is asked whose cursor was lost, or that never had one. */
const BACK = 30 * DAY
/** A channel that says for ever that there is more. */
const MOST_PAGES = 1_000

/** The channel is asked for orders as soon as may be. */
export const pullNow = plain(sql`
  update channel_lanes set next_at = 0 where connection_id = ${param('connectionId')} and lane = 'pull'`)

/** Asks the channel for orders that changed. Each page is kept with its cursor, so that none is lost and none is asked for twice. */
export async function pullOrders(work: Work): Promise<void> {
  const { ctx, connection, channel, recorder, signal } = work
  const { orders } = channel
  if (orders === undefined) return
  const key = { connectionId: connection.id, lane: 'pull' }
  let cursor = (await ctx.db.get(laneOf, key))?.cursor ?? null
  const since = ctx.now() - BACK
  for (let page = 0; page < MOST_PAGES && !signal.aborted; page += 1) {
    const asked = cursor
    const answer = await ask(work, { step: 'pull' }, () => orders.pull(work.api, { cursor: asked, since }))
    if ('failure' in answer) {
      const isLost = answer.failure.kind === 'refused' && cursor !== null
      recorder.count({ failed: 1 })
      const nextAt = ctx.now() + (isLost ? 0 : duration(orders.every))
      await ctx.db.batch([keepLane({ ...key, cursor: isLost ? null : cursor, nextAt })], OWED)
      return
    }
    const { orders: found, cursor: next, isMore } = answer.said
    failpoint('channels.pulled')
    recorder.count({ seen: found.length })
    const isLast = !isMore || (next === cursor && found.length === 0)
    cursor = next
    const nextAt = isLast ? ctx.now() + duration(orders.every) : 0
    await ctx.db.batch(
      [
        ...found.map((one) => storeRaw(ctx, { ...one, connectionId: connection.id })),
        keepLane({ ...key, cursor, nextAt }),
      ],
      OWED,
    )
    recorder.cursor(cursor)
    failpoint('channels.stored')
    if (isLast) return
  }
}
