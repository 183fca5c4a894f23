import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../kernel/index.ts'
import { CHANNELS } from './connection-rows.ts'

/** A thing that waited already keeps its time: the lag counts from the oldest change that was not sent. */
export const mark = sql`dirty = dirty + 1, marked_at = case when dirty = done then ${param('now')} else marked_at end`

/** The lane whose cursor tells since when, and behind which listing, everything of a connection is to be marked. */
export const MARKING = 'mark'

const owe = plain(sql`
  insert into channel_lanes (connection_id, lane, cursor, next_at) values (${param('connectionId')}, ${param('lane')}, ${param('now')} || ' ', 0)
  on conflict (connection_id, lane) do update set cursor = excluded.cursor, next_at = 0`)

/**
 * Everything of a connection is compared again, as after a change of its settings, or because somebody asked for it. That it must be is noted
 * with the change; the marks are made piece by piece by the lane, since a hundred thousand of them would hold up everybody else.
 */
export function markWhole(connectionId: string, at: number): Statement[] {
  return [owe({ connectionId, lane: MARKING, now: String(at) }, { touches: CHANNELS })]
}
