import { openShop } from '../ours/shop.mjs'
import { seeded } from '../random.mjs'
import { resolveStore, systemContext } from './core.mjs'

/**
 * The shop as production runs it, background work started, with what the measurements ask of it.
 * @typedef {Awaited<ReturnType<typeof openShopOfRates>>} ShopOfRates
 */

/** @param {string} file a seeded database */
export async function openShopOfRates(file) {
  const commerce = await openShop(file)
  await commerce.start()
  const ctx = systemContext(commerce.core)
  const store = await resolveStore(ctx, {})
  const ids = /** @type {string[][]} */ (await ctx.db.raw('select id, sku from product_variants order by id'))
  return {
    commerce,
    ctx,
    store,
    random: seeded(Number(process.env.VITRINE_SEED ?? 1)),
    variantIds: ids.map(([id]) => String(id)),
    skus: ids.map(([, sku]) => String(sku)),
  }
}

/**
 * `PRAGMA synchronous` as the connection that writes says it: 2 is FULL.
 * @param {ShopOfRates} shop
 */
export async function synchronousOf({ ctx }) {
  const command = { id: ctx.newId('cmd'), name: 'bench.pragma', at: ctx.now() }
  return ctx.db.exclusive(command, async (held) => {
    const { rows } = await held.run({ sql: 'pragma synchronous', args: [] })
    return Number(rows?.[0]?.[0])
  })
}
