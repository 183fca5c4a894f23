import { sql } from 'drizzle-orm'
import type { Job } from '../jobs/index.ts'
import { param, plain, query, run } from '../kernel/index.ts'
import { changedLine } from './blocks.ts'
import { turned } from './counts.ts'

/** Products of one command: few, so that nobody waits for the writer for long. */
const TOGETHER = 100

const found = query((q) =>
  q
    .select({
      channelId: sql<string>`t.channel_id`.as('channel_id'),
      productId: sql<string>`t.product_id`.as('product_id'),
    })
    .from(sql`${turned} t`)
    .limit(TOGETHER),
)
const turn = plain(sql`update browse_products set
    listed = publish_at <= ${param('now')} and (unpublish_at is null or unpublish_at > ${param('now')})
  where (channel_id, product_id) in (select value ->> 0, value ->> 1 from json_each(${param('rows')}))`)

/** Counts what came into force by its date, and no longer what ended: until then every reader looks at it by itself. */
export const turnListings: Job = {
  name: 'browse/turn',
  every: '1m',
  async run(ctx) {
    for (let isMore = true; isMore && ctx.request.signal?.aborted !== true; ) {
      const { result } = await run(ctx, {
        name: 'browse.turn',
        priority: 'background',
        plan: async () => {
          const now = ctx.now()
          const rows = await ctx.db.all(found, { now })
          const pairs = rows.map(({ channelId, productId }) => [channelId, productId])
          const ids = rows.map(({ productId }) => productId)
          const lines = [turn({ now, rows: JSON.stringify(pairs) }), changedLine(ids)]
          return { statements: rows.length === 0 ? [] : lines, result: rows.length }
        },
      })
      isMore = result === TOGETHER
    }
  },
}
