import { sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import {
  type Context,
  insertInto,
  list,
  OWED,
  oneOf,
  param,
  plain,
  query,
  run,
  type Statement,
} from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'
import { CHANNELS, type ConnectionRow } from '../connection-rows.ts'
import { listings } from '../schema.ts'
import { type Choice, type Chosen, itemsOf } from './choose.ts'
import { listedOf } from './choose-listed.ts'
import { freeKey } from './free-key.ts'
import { causeOf } from './issues.ts'
import { nameLines } from './nameless.ts'
import { newValues } from './new-values.ts'
import { type Previewed, previewed, type Refused } from './preview.ts'
import { unsoldOf } from './unsold.ts'

interface Listing {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly choice: Choice
}

export interface ListPreview {
  readonly items: number
  /** Not there yet. */
  readonly fresh: number
  readonly refused: readonly Refused[]
  readonly refusedCount: number
}

/** Refused items that a preview names; the count tells of all. */
const NAMED = 100

const knownItems = query((q) =>
  q
    .select({ itemId: listings.itemId, isWanted: listings.isWanted, overrides: listings.overrides })
    .from(listings)
    .where(sql`${listings.connectionId} = ${param('connectionId')} and ${oneOf(listings.itemId, 'ids')}`),
)

/** Keys that are the channel's names of listed items, and stay theirs. */
const heldKeys = query((q) =>
  q
    .select({ key: listings.key, itemId: listings.itemId })
    .from(listings)
    .where(sql`${listings.connectionId} = ${param('connectionId')} and (is_wanted = 1 or is_sent = 1)`),
)
const taken = (key: string) => `another item is listed as ${key}`

async function knownOf({ db }: Pick<Context, 'db'>, connectionId: string, chosen: readonly Chosen[]) {
  const rows = await db.all(knownItems, { connectionId, ids: list(chosen.map(({ itemId }) => itemId)) })
  return new Map(rows.map((row) => [row.itemId, row]))
}

/** What listing would do, and which items the channel would refuse and why. Nothing is written and nothing is called. */
export async function previewListing(ctx: Context, { connection, channel, choice }: Listing): Promise<ListPreview> {
  const chosen = await itemsOf(ctx, channel, choice)
  const known = await knownOf(ctx, connection.id, chosen)
  const overrides = new Map([...known].map(([id, row]) => [id, row.overrides]))
  const refused: Refused[] = []
  const keys = new Map(
    (await ctx.db.all(heldKeys, { connectionId: connection.id })).map((row) => [row.key, row.itemId]),
  )
  let items = 0
  const sold = new Set<string>()
  for await (const { itemId, key, sku, title, mapped } of previewed(ctx, { connection, channel, chosen, overrides })) {
    items += 1
    sold.add(itemId)
    const holder = keys.get(key)
    const cause = holder === undefined || holder === itemId ? mapped.cause : causeOf('key_taken', taken(key))
    keys.set(key, holder ?? itemId)
    if (cause !== undefined) refused.push({ itemId, sku, title, message: cause.message, issues: cause.issues })
  }
  refused.push(...(await unsoldOf(ctx, { connection, channel, choice, chosen, sold })))
  const fresh = chosen.filter(({ itemId }) => known.get(itemId)?.isWanted !== true).length
  return { items, fresh, refused: refused.slice(0, NAMED), refusedCount: refused.length }
}

const insertListing = insertInto(listings, 'skip')

const want = plain(sql`
  update channel_listings set is_wanted = 1, refused_hash = null, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0,
    version = version + 1, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and item_id in (select value from json_each(${param('ids')}))`)

const unwant = plain(sql`
  update channel_listings set is_wanted = 0, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0,
    version = version + 1, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and item_id in (select value from json_each(${param('ids')})) and is_wanted = 1`)

const unwantAll = plain(sql`
  update channel_listings set is_wanted = 0, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0,
    version = version + 1, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and is_wanted = 1`)

/** Listings that are made in one command: few, so that nobody waits for the writer for long. */
const TOGETHER = 200

/**
 * Lists items: from now on the channel should show them. What was refused before is tried again. Answers how many of the chosen the channel will be
 * told of: an item that the connection does not sell, or whose key is that of another that is listed, is not.
 */
export async function listItems(ctx: Context, { connection, channel, choice }: Listing): Promise<number> {
  const chosen = await itemsOf(ctx, channel, choice)
  let batch: Previewed[] = []
  for await (const one of previewed(ctx, { connection, channel, chosen })) {
    batch.push(one)
    if (batch.length < TOGETHER) continue
    await ctx.db.batch(
      batch.flatMap((item) => newLines(ctx, { connection, channel, item })),
      OWED,
    )
    batch = []
  }
  await ctx.db.batch(
    batch.flatMap((item) => newLines(ctx, { connection, channel, item })),
    OWED,
  )
  const items = (await knownOf(ctx, connection.id, chosen)).size
  const { result } = await run(ctx, {
    name: 'channels.list',
    plan: (commandId) => ({
      result: items,
      statements: [
        want(
          { connectionId: connection.id, ids: list(chosen.map(({ itemId }) => itemId)), now: ctx.now() },
          { touches: CHANNELS },
        ),
        audit(ctx, { action: 'channels.list', subject: connection.id, detail: { items }, commandId }),
      ],
    }),
  })
  return result
}

interface Making {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly item: Previewed
}

/** A new listing that nobody wants yet: it becomes wanted with all that were chosen. */
export function newLines(ctx: Context, { connection, channel, item }: Making): Statement[] {
  const id = ctx.newId('lst')
  const now = ctx.now()
  const { itemId, productId, key } = item
  const row = {
    id,
    connectionId: connection.id,
    itemId,
    productId,
    key,
    status: 'draft' as const,
    statusAt: now,
    isWanted: false,
    dirty: 0,
    markedAt: now,
    createdAt: now,
    updatedAt: now,
  }
  const about = { connectionId: connection.id, itemId, values: item.values, now }
  const named = { connectionId: connection.id, key, itemId }
  return [...freeKey(named), ...nameLines(channel, named), insertListing(row), ...newValues(channel, about)]
}

/** Takes items off the channel, for sale or not. Answers how many were listed there. */
export async function unlistItems(ctx: Context, { connection, channel, choice }: Listing): Promise<number> {
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
