import { sql } from 'drizzle-orm'
import { audit } from '../../../access/index.ts'
import { type Context, list, OWED, param, plain, run, type Statement } from '../../../kernel/index.ts'
import type { Observation } from '../../acknowledgement.ts'
import type { AnyChannel } from '../../channel.ts'
import { CHANNELS, type ConnectionRow } from '../../connection-rows.ts'
import { problems } from '../../problems.ts'
import { listingsByKeys } from '../listing-rows.ts'
import { type Chosen, itemsOf } from './choose.ts'
import { newLines } from './listing.ts'
import { type Previewed, previewed } from './preview.ts'

export interface Adoption {
  /** Items that are on the channel. */
  readonly found: number
  /** Ours by their key, and not known to be there before. */
  readonly adopted: number
  /** Keys that are no item of ours; the first hundred. */
  readonly unknown: readonly string[]
}

interface Adopting {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly api: unknown
}

const NAMED = 100
/** A channel that answers the same page for ever. */
const MOST_PAGES = 10_000

/**
 * Takes up what was on the channel before us: items whose key is that of one of ours become listings, with what the channel shows as
 * confirmed, so that only differences are sent. Throws `channels.cannotRead`.
 */
export async function adoptListings(ctx: Context, { connection, channel, api }: Adopting): Promise<Adoption> {
  const browse = channel.listings?.browse
  if (browse === undefined) throw problems.cannotRead()
  const ours = await itemsByKey(ctx, { connection, channel })
  const unknown: string[] = []
  let [found, adopted] = [0, 0]
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, cursor: next } = await browse(api, cursor)
    found += items.length
    const known = items.filter(({ key }) => ours.has(key))
    unknown.push(...items.filter(({ key }) => !ours.has(key)).map(({ key }) => key))
    adopted += await adopt(ctx, { connection, channel, items: known, ours })
    if (next === null || next === cursor) break
    cursor = next
  }
  await run(ctx, {
    name: 'channels.adopt',
    plan: (commandId) => ({
      result: null,
      statements: [
        audit(ctx, { action: 'channels.adopt', subject: connection.id, detail: { found, adopted }, commandId }),
      ],
    }),
  })
  return { found, adopted, unknown: unknown.slice(0, NAMED) }
}

async function itemsByKey(
  ctx: Context,
  { connection, channel }: Omit<Adopting, 'api'>,
): Promise<ReadonlyMap<string, Previewed>> {
  const chosen: readonly Chosen[] = await itemsOf(ctx, channel, { all: true })
  const items = new Map<string, Previewed>()
  for await (const item of previewed(ctx, { connection, channel, chosen })) items.set(item.key, item)
  return items
}

const take = plain(sql`
  update channel_listings set is_wanted = 1, is_sent = 1, external_id = ${param('externalId')}, status = 'live', status_at = ${param('now')},
    url = ${param('url')}, confirmed = ${param('confirmed')}, confirmed_hash = 'adopted', observe_at = ${param('now')},
    dirty = dirty + 1, marked_at = ${param('now')}, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and key = ${param('key')} and is_sent = 0`)

const takeValues = plain(sql`
  update channel_values set is_there = 1, dirty = dirty + 1, marked_at = ${param('now')}
  where connection_id = ${param('connectionId')} and is_there = 0 and listing_id in (
    select id from channel_listings where connection_id = ${param('connectionId')} and key in (select value from json_each(${param('keys')})))`)

interface Page extends Omit<Adopting, 'api'> {
  readonly items: readonly Observation[]
  readonly ours: ReadonlyMap<string, Previewed>
}

async function adopt(ctx: Context, { connection, channel, items, ours }: Page): Promise<number> {
  const live = items.filter(({ status }) => status !== 'ended' && status !== 'missing')
  const known = await listingsByKeys(
    ctx,
    connection.id,
    live.map(({ key }) => key),
  )
  const sent = new Set(known.filter(({ isSent }) => isSent).map(({ key }) => key))
  const fresh = live.filter(({ key }) => !sent.has(key))
  if (fresh.length === 0) return 0
  const now = ctx.now()
  const lines: Statement[] = fresh.flatMap(({ key, externalId, shape, url }) => {
    const item = ours.get(key)
    if (item === undefined) return []
    const taken = { connectionId: connection.id, key, externalId: externalId ?? null, url: url ?? null, now }
    return [...newLines(ctx, { connection, channel, item }), take({ ...taken, confirmed: JSON.stringify(shape ?? {}) })]
  })
  lines.push(
    takeValues({ connectionId: connection.id, keys: list(fresh.map(({ key }) => key)), now }, { touches: CHANNELS }),
  )
  await ctx.db.batch(lines, OWED)
  return fresh.length
}
