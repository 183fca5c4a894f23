import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../kernel/index.ts'
import { CHANNELS } from './connection-rows.ts'

/** A thing that waited already keeps its time: the lag counts from the oldest change that was not sent. */
export const mark = sql`dirty = dirty + 1, marked_at = case when dirty = done then ${param('now')} else marked_at end`

const markListings = plain(sql`
  update channel_listings set ${mark} where connection_id = ${param('connectionId')} and (is_wanted = 1 or is_sent = 1)`)

const markValues = plain(sql`
  update channel_values set ${mark} where connection_id = ${param('connectionId')}`)

/** Everything of a connection is compared again, as after a change of its settings, or because somebody asked for it. */
export function markWhole(connectionId: string, at: number): Statement[] {
  return [
    markListings({ connectionId, now: at }, { touches: CHANNELS }),
    markValues({ connectionId, now: at }, { touches: CHANNELS }),
  ]
}
