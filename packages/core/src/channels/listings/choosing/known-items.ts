import { sql } from 'drizzle-orm'
import { type Context, list, oneOf, param, query } from '../../../kernel/index.ts'
import { listings } from '../../schema.ts'
import type { Chosen } from './choose.ts'

const knownItems = query((q) =>
  q
    .select({ itemId: listings.itemId, isWanted: listings.isWanted, overrides: listings.overrides })
    .from(listings)
    .where(sql`${listings.connectionId} = ${param('connectionId')} and ${oneOf(listings.itemId, 'ids')}`),
)

/** What of the chosen is listed already, or was once, by item. */
export async function knownOf({ db }: Pick<Context, 'db'>, connectionId: string, chosen: readonly Chosen[]) {
  const rows = await db.all(knownItems, { connectionId, ids: list(chosen.map(({ itemId }) => itemId)) })
  return new Map(rows.map((row) => [row.itemId, row]))
}
