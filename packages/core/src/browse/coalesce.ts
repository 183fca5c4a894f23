import { sql } from 'drizzle-orm'
import type { RecordedEvent } from '../events/index.ts'
import { type Context, type Database, query } from '../kernel/index.ts'

const head = query((q) => q.select({ number: sql<number>`coalesce(max(number), 0)`.as('number') }).from(sql`events`))

/** Products whose index is remembered to be newer than their next events; enough for the largest import batch in flight. */
const REMEMBERED = 50_000

const seenUntil = new WeakMap<Database, Map<string, number>>()

/**
 * One write of a product makes several events (its variants, its prices). The index is made from the rooms as they are now, and so covers
 * every event that was committed before it was read: those are passed over. After a restart nothing is remembered, and work is only done twice.
 */
export async function once(
  { number, data }: Pick<RecordedEvent<{ readonly productId: string }>, 'number' | 'data'>,
  ctx: Context,
  work: (productId: string) => Promise<void>,
): Promise<void> {
  const seen = seenUntil.get(ctx.db) ?? new Map<string, number>()
  seenUntil.set(ctx.db, seen)
  const { productId } = data
  if ((seen.get(productId) ?? 0) >= number) return
  const until = (await ctx.db.get(head))?.number ?? 0
  await work(productId)
  seen.delete(productId)
  if (seen.size >= REMEMBERED) seen.delete(seen.keys().next().value as string)
  seen.set(productId, until)
}
