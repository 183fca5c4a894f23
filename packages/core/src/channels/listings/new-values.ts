import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'

/** Hangs on the listing that has the item, be it a new one or one of before. */
const insertValue = plain(sql`
  insert or ignore into channel_values (connection_id, lane, variant_id, listing_id, key, is_there, marked_at)
  select ${param('connectionId')}, ${param('lane')}, ${param('variantId')}, id, ${param('key')}, 0, ${param('markedAt')}
  from channel_listings where connection_id = ${param('connectionId')} and item_id = ${param('itemId')}`)

interface NewValues {
  readonly connectionId: string
  readonly itemId: string
  /** Variants, and how the channel calls them. */
  readonly values: readonly { readonly variantId: string; readonly key: string }[]
  readonly now: number
}

/** Variants of a listing that the fast lane does not know yet. */
export function newValues(channel: AnyChannel, { connectionId, itemId, values, now }: NewValues): Statement[] {
  const lanes = (['stock', 'prices'] as const).filter((lane) => channel[lane] !== undefined)
  const common = { connectionId, itemId, markedAt: now }
  return lanes.flatMap((lane) => values.map((value) => insertValue({ ...common, ...value, lane })))
}
