import { eq, sql } from 'drizzle-orm'
import { productVariants } from '../catalog/index.ts'
import { emit } from '../events/index.ts'
import { type Context, grouped, param, query, run, update } from '../kernel/index.ts'
import { priceChanged, priceListUpdated } from './events.ts'
import { priceLists, prices, priceTurns } from './schema.ts'

const lastTurn = query((q) => q.select().from(priceTurns))
const turned = (column: unknown) => sql`(${column} > ${param('since')} and ${column} <= ${param('now')})`
const pricesTurned = query((q) =>
  q
    .select({ variantId: prices.variantId, productId: productVariants.productId })
    .from(prices)
    .innerJoin(productVariants, eq(productVariants.id, prices.variantId))
    .where(sql`(${prices.startsAt} > 0 and ${turned(prices.startsAt)}) or ${turned(prices.endsAt)}`),
)
const listsTurned = query((q) =>
  q
    .select({ id: priceLists.id })
    .from(priceLists)
    .where(sql`(${priceLists.startsAt} > 0 and ${turned(priceLists.startsAt)}) or ${turned(priceLists.endsAt)}`),
)
const move = update(priceTurns)

/** Announces prices and lists that began or ceased to hold by themselves since the last turn, so that what is derived from prices follows. */
export async function turnPrices(ctx: Context): Promise<void> {
  const now = ctx.now()
  const since = (await ctx.db.get(lastTurn))?.turnedAt ?? 0
  const [rows, lists] = await Promise.all([
    ctx.db.all(pricesTurned, { since, now }),
    ctx.db.all(listsTurned, { since, now }),
  ])
  if (rows.length === 0 && lists.length === 0 && since > 0) return
  await run(ctx, {
    name: 'pricing.turn',
    plan: (commandId) => ({
      statements: [
        move({ id: 1, turnedAt: since }, { turnedAt: now }, { changes: 1 }),
        ...[...grouped(rows, ({ productId }) => productId)].map(([productId, of]) => {
          const data = { productId, variantIds: [...new Set(of.map(({ variantId }) => variantId))] }
          return emit(ctx, priceChanged, { aggregate: productId, data, commandId })
        }),
        ...lists.map(({ id }) => emit(ctx, priceListUpdated, { aggregate: id, data: { priceListId: id }, commandId })),
      ],
      result: null,
    }),
  })
}
