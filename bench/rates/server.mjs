import { serve } from '@vitrine/core'
import { answerParent } from './answers.mjs'
import { checkInvariants } from './core.mjs'
import { meterByCall } from './meter.mjs'
import { openShopOfRates } from './shop-of-rates.mjs'

/* The production server on a seeded file. Its parent reads its meter, and asks in the end what became of what was acknowledged. */
const shop = await openShopOfRates(String(process.argv[2]))
const { url } = await serve(shop.commerce, { port: 0 })

/** @param {{ carts: readonly string[], orders: readonly (readonly [cartId: string, orderId: string])[] }} acknowledged */
async function verify({ carts, orders }) {
  const { db } = shop.ctx
  const known = new Set((await db.raw('select id from carts')).map(([id]) => String(id)))
  const rows = /** @type {[string, string][]} */ (await db.raw('select cart_id, id from orders'))
  const orderOf = new Map(rows)
  const { violations } = await checkInvariants(db)
  return {
    lostCarts: carts.filter((id) => !known.has(id)).length,
    lostOrders: orders.filter(([cartId, orderId]) => orderOf.get(cartId) !== orderId).length,
    doubled: rows.length - orderOf.size,
    violations,
  }
}

answerParent({ read: meterByCall(), settle: () => shop.commerce.idle(), verify }, { url, skus: shop.skus })
