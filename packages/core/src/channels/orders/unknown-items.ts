import { sql } from 'drizzle-orm'
import { variantCreated, variantUpdated } from '../../catalog/index.ts'
import { on, type Subscription } from '../../events/index.ts'
import { type App, OWED, param, plain, query, type Statement } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { listingLive } from '../events.ts'
import { intake } from '../schema.ts'

const again = sql`
  update channel_orders set dirty = dirty + 1, tries = 0, retry_at = 0
  where status = 'parked' and issue ->> 'code' = 'unknown_item'`

const withSku = plain(sql`${again}
  and issue ->> 'subject' = (select sku from product_variants where id = ${param('variantId')})`)

const withListing = plain(sql`${again}
  and connection_id = ${param('connectionId')}
  and issue ->> 'subject' in (
    select key from channel_listings where id = ${param('listingId')}
    union all select key from channel_values where listing_id = ${param('listingId')})`)

const isAnyParked = query((q) =>
  q.select({ id: intake.id }).from(intake).where(sql`status = 'parked' and issue ->> 'code' = 'unknown_item'`).limit(1),
)

/** Most of the time no order waits, and then nothing is written. */
async function tryAgain(ctx: Pick<App, 'db'>, line: () => Statement): Promise<void> {
  if ((await ctx.db.get(isAnyParked, {})) !== undefined) await ctx.db.batch([line()], OWED)
}

/** So many events of different items are looked at together. */
const AT_ONCE = 100

/** Orders that lack an item are tried again when it appears: as a variant with this SKU, or as a listing under this key. */
export const unknownItems: readonly Subscription[] = [
  on([variantCreated, variantUpdated], {
    name: 'channels/item.appeared',
    atOnce: AT_ONCE,
    run: ({ data: { variantId } }, ctx) => tryAgain(ctx, () => withSku({ variantId }, { touches: CHANNELS })),
  }),
  on(listingLive, {
    name: 'channels/listing.appeared',
    atOnce: AT_ONCE,
    run: ({ data: { connectionId, listingId } }, ctx) =>
      tryAgain(ctx, () => withListing({ connectionId, listingId }, { touches: CHANNELS })),
  }),
]
