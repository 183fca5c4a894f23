import { sql } from 'drizzle-orm'
import { list, param, plain, type Statement } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'

const doubt = plain(sql`
  update channel_values set confirmed = null, sent = null, dirty = dirty + 1, marked_at = case when dirty = done then ${param('now')} else marked_at end
  where connection_id = ${param('connectionId')} and lane = 'stock' and is_there = 1
    and key in (select value from json_each(${param('keys')}))`)

export interface Doubted {
  readonly connectionId: string
  readonly keys: readonly string[]
  readonly now: number
}

/**
 * The channel counts for itself: it took pieces away when it sold them, and may or may not have put them back when they were cancelled. What it
 * took last is not what it shows, so it is told anew even when our own number did not change.
 */
export function doubtStock({ connectionId, keys, now }: Doubted): Statement {
  return doubt({ connectionId, keys: list(keys), now }, { touches: CHANNELS })
}
