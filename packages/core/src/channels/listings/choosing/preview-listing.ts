import { sql } from 'drizzle-orm'
import { type Context, param, query } from '../../../kernel/index.ts'
import { listings } from '../../schema.ts'
import { causeOf } from '../issues.ts'
import { itemsOf, type Selection } from './choose.ts'
import { knownOf } from './known-items.ts'
import { previewed, type Refused } from './preview.ts'
import { unsoldOf } from './unsold.ts'

export interface ListPreview {
  readonly items: number
  /** Not there yet. */
  readonly fresh: number
  readonly refused: readonly Refused[]
  readonly refusedCount: number
}

/** Refused items that a preview names; the count tells of all. */
const NAMED = 100

/** Keys that are the channel's names of listed items, and stay theirs. */
const heldKeys = query((q) =>
  q
    .select({ key: listings.key, itemId: listings.itemId })
    .from(listings)
    .where(sql`${listings.connectionId} = ${param('connectionId')} and (is_wanted = 1 or is_sent = 1)`),
)
const taken = (key: string) => `another item is listed as ${key}`

/** What listing would do, and which items the channel would refuse and why. Nothing is written and nothing is called. */
export async function previewListing(ctx: Context, { connection, channel, choice }: Selection): Promise<ListPreview> {
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
