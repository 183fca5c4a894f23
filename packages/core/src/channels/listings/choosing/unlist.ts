import { sql } from 'drizzle-orm'
import { audit } from '../../../access/index.ts'
import { type Context, list, param, plain, run } from '../../../kernel/index.ts'
import { CHANNELS } from '../../connection-rows.ts'
import type { Selection } from './choose.ts'
import { listedOf } from './choose-listed.ts'

const unwant = plain(sql`
  update channel_listings set is_wanted = 0, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0,
    version = version + 1, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and item_id in (select value from json_each(${param('ids')})) and is_wanted = 1`)

const unwantAll = plain(sql`
  update channel_listings set is_wanted = 0, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0,
    version = version + 1, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and is_wanted = 1`)

/** Takes items off the channel, for sale or not. Answers how many were listed there. */
export async function unlistItems(ctx: Context, { connection, channel, choice }: Selection): Promise<number> {
  const chosen = await listedOf(ctx, { connection, channel, choice })
  const isAll = choice.all === true
  const of = { connectionId: connection.id, now: ctx.now() }
  const line = isAll
    ? unwantAll(of, { touches: CHANNELS })
    : unwant({ ...of, ids: list(chosen) }, { touches: CHANNELS })
  const { result } = await run(ctx, {
    name: 'channels.unlist',
    plan: (commandId) => ({
      result: chosen.length,
      statements: [
        line,
        audit(ctx, {
          action: 'channels.unlist',
          subject: connection.id,
          detail: { items: isAll ? 'all' : chosen.length },
          commandId,
        }),
      ],
    }),
  })
  return result
}
