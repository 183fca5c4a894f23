import { sql } from 'drizzle-orm'
import { audit } from '../../../access/index.ts'
import { type Context, insertInto, list, OWED, param, plain, run, type Statement } from '../../../kernel/index.ts'
import type { AnyChannel } from '../../channel.ts'
import { CHANNELS, type ConnectionRow } from '../../connection-rows.ts'
import { listings } from '../../schema.ts'
import { nameLines } from '../deciding/index.ts'
import { newValues } from '../new-values.ts'
import { itemsOf, type Selection } from './choose.ts'
import { freeKey } from './free-key.ts'
import { knownOf } from './known-items.ts'
import { type Previewed, previewed } from './preview.ts'

const insertListing = insertInto(listings, 'skip')

const want = plain(sql`
  update channel_listings set is_wanted = 1, refused_hash = null, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0,
    version = version + 1, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and item_id in (select value from json_each(${param('ids')}))`)

/** Listings that are made in one command: few, so that nobody waits for the writer for long. */
const TOGETHER = 200

/**
 * Lists items: from now on the channel should show them. What was refused before is tried again. Answers how many of the chosen the channel will be
 * told of: an item that the connection does not sell, or whose key is that of another that is listed, is not.
 */
export async function listItems(ctx: Context, { connection, channel, choice }: Selection): Promise<number> {
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
