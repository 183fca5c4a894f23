import { type SQL, sql } from 'drizzle-orm'
import type { Job } from '../jobs/index.ts'
import { type Context, param, plain, query } from '../kernel/index.ts'

/** Pages that one step writes: about twenty milliseconds. */
const STEP = 200

const indexOf = (table: SQL, data: SQL) => ({
  /** How the index lies in its segments; each step of merging them leaves it otherwise. */
  lie: query((q) =>
    q
      .select({ lie: sql<string>`hex(block)`.as('lie') })
      .from(data)
      .where(sql`id = 10`),
  ),
  merge: plain(sql`insert into ${table} (${table}, rank) values ('merge', ${param('pages')})`),
})

const indexes = [
  indexOf(sql`browse_search_words`, sql`browse_search_words_data`),
  indexOf(sql`browse_search`, sql`browse_search_data`),
]

/**
 * Brings the text indexes, which every written product leaves in one more piece, into one each: a search asks every piece. In small steps,
 * between which everybody else writes.
 */
export async function mergeSearch(ctx: Context): Promise<void> {
  for (const { lie, merge } of indexes) {
    const look = async () => (await ctx.db.get(lie))?.lie
    // A negative number begins to merge everything, the steps after it go on with that.
    for (let pages = -STEP, before = await look(); ctx.request.signal?.aborted !== true; pages = STEP) {
      await ctx.db.batch([merge({ pages })], { priority: 'background' })
      const after = await look()
      if (after === before) break
      before = after
    }
  }
}

export const mergeIndexes: Job = { name: 'browse/merge', every: '30 3 * * *', run: mergeSearch }
