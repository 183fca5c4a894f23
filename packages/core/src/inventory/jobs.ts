import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { emit } from '../events/index.ts'
import type { Job } from '../jobs/index.ts'
import { type Context, param, query, run, statement } from '../kernel/index.ts'
import { stockLow } from './events.ts'
import { expireHold } from './expire.ts'
import { dueHolds } from './reads.ts'
import { inventoryLevels } from './schema.ts'

/** Ends holds whose time is over, a hundred per command until none is left. Answers how many. */
export async function endExpiredHolds(ctx: Context): Promise<number> {
  let ended = 0
  while (ctx.request.signal?.aborted !== true && (await dueHolds(ctx)).length > 0) {
    const { result } = await run(ctx, {
      name: 'inventory.expireHolds',
      plan: async (commandId) => {
        const due = await dueHolds(ctx)
        return { result: due.length, statements: expireHold(ctx, due, { commandId }) }
      },
    })
    ended += result
  }
  return ended
}

const lowUnannounced = query((q) =>
  q
    .select({
      variantId: inventoryLevels.variantId,
      locationId: inventoryLevels.locationId,
      available: inventoryLevels.available,
      lowAt: inventoryLevels.lowAt,
      lowSince: inventoryLevels.lowSince,
    })
    .from(inventoryLevels)
    .where(and(isNotNull(inventoryLevels.lowSince), isNull(inventoryLevels.lowAnnouncedAt)))
    .limit(100),
)

const markAnnounced = statement((q) =>
  q
    .update(inventoryLevels)
    .set({ lowAnnouncedAt: sql`${param('now')}` })
    .where(
      and(
        eq(inventoryLevels.variantId, param('variantId')),
        eq(inventoryLevels.locationId, param('locationId')),
        eq(inventoryLevels.lowSince, param('lowSince')),
        isNull(inventoryLevels.lowAnnouncedAt),
      ),
    ),
)

/** Tells about levels that became low, once for each time. Answers how many. */
export async function announceLow(ctx: Context): Promise<number> {
  let told = 0
  while (ctx.request.signal?.aborted !== true && (await ctx.db.all(lowUnannounced)).length > 0) {
    const { result } = await run(ctx, {
      name: 'inventory.announceLow',
      plan: async (commandId) => {
        const levels = await ctx.db.all(lowUnannounced)
        const statements = levels.flatMap(({ lowSince, ...level }) => [
          markAnnounced({ ...level, lowSince, now: ctx.now() }, { changes: 1, refuse: () => 'stale' }),
          emit(ctx, stockLow, {
            aggregate: level.variantId,
            data: { ...level, lowAt: level.lowAt ?? 0 },
            commandId,
          }),
        ])
        return { result: levels.length, statements }
      },
    })
    told += result
  }
  return told
}

export const expireHolds: Job = {
  name: 'inventory/expire-holds',
  every: '30s',
  run: async (ctx) => void (await endExpiredHolds(ctx)),
}

export const tellLow: Job = {
  name: 'inventory/tell-low',
  every: '30s',
  run: async (ctx) => void (await announceLow(ctx)),
}
