import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../../kernel/index.ts'
import type { AnyChannel } from '../../channel.ts'
import type { Item } from '../../item.ts'
import type { ListingCause } from '../../model.ts'
import { attempt } from '../attempt.ts'
import { causeOf } from '../issues.ts'
import type { LightRow } from '../listing-rows.ts'

/** In place of the channel's name of an item that the plugin failed to name: nothing is sent under it. */
export const namelessKey = (itemId: string): string => `nameless ${itemId}`

const isNameless = ({ key, itemId }: Pick<LightRow, 'key' | 'itemId'>) => key === namelessKey(itemId)

export function unnamed(thrown: string): ListingCause {
  return causeOf('key_failed', `the plugin cannot name it: ${thrown}. List it again when that is mended`)
}

/** Why a listing has no name yet; undefined when it has one. */
export function namelessCause({ listings }: AnyChannel, row: LightRow, item: Item): ListingCause | undefined {
  if (!isNameless(row)) return undefined
  const named = attempt(() => listings?.key?.(item))
  return unnamed('thrown' in named ? named.thrown : 'it could not when it was listed')
}

const nameListing = plain(sql`
  update or ignore channel_listings set key = ${param('key')}
  where connection_id = ${param('connectionId')} and item_id = ${param('itemId')} and key = ${param('before')} and is_sent = 0`)

const nameValues = plain(sql`
  update channel_values set key = ${param('key')}
  where key = ${param('before')} and listing_id in (
    select id from channel_listings where connection_id = ${param('connectionId')} and item_id = ${param('itemId')} and key <> ${param('before')})`)

interface Naming {
  readonly connectionId: string
  readonly itemId: string
  readonly key: string
}

/** What got its name since it was listed without one. */
export function nameLines({ listings }: AnyChannel, about: Naming): Statement[] {
  const named = { ...about, before: namelessKey(about.itemId) }
  return listings?.key === undefined || named.key === named.before ? [] : [nameListing(named), nameValues(named)]
}
