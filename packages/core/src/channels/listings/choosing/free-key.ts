import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../../kernel/index.ts'

/** It was wanted once; nothing of it is on the channel, and nobody wants it there, or it is not for sale any more. */
const isLeft = sql`dirty > 0 and is_sent = 0 and asked_at is null and (is_wanted = 0 or not exists (
    select 1 from product_variants v join products p on p.id = v.product_id
    where p.id = channel_listings.product_id and p.status = 'active' and v.status = 'active'
      and channel_listings.item_id in (v.id, p.id)))`

const ofAnother = sql`connection_id = ${param('connectionId')} and key = ${param('key')} and item_id <> ${param('itemId')} and ${isLeft}`

const freeValues = plain(sql`
  update channel_values set key = key || ' ' || listing_id
  where listing_id in (select id from channel_listings where ${ofAnother}) and is_there = 0`)

const freeListing = plain(sql`update channel_listings set key = key || ' ' || id where ${ofAnother}`)

/** A key that a listing of before still has, which is neither there nor wanted, is free for the item that has it now: a SKU may go over to another. */
export function freeKey(about: {
  readonly connectionId: string
  readonly key: string
  readonly itemId: string
}): Statement[] {
  return [freeValues(about), freeListing(about)]
}
