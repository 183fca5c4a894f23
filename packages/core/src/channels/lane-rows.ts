import { and, eq, sql } from 'drizzle-orm'
import { param, plain, query } from '../kernel/index.ts'
import { lanes } from './schema.ts'

export const laneOf = query((q) =>
  q
    .select()
    .from(lanes)
    .where(and(eq(lanes.connectionId, param('connectionId')), eq(lanes.lane, param('lane')))),
)

/** How far a lane has come, and when it is looked at next. */
export const keepLane = plain(sql`
  insert into channel_lanes (connection_id, lane, cursor, next_at) values (${param('connectionId')}, ${param('lane')}, ${param('cursor')}, ${param('nextAt')})
  on conflict (connection_id, lane) do update set cursor = excluded.cursor, next_at = excluded.next_at`)
