import { drive, forAll } from './callers.mjs'
import { address } from './checkout.mjs'
import { changeContact, chooseDelivery, choosePayment, completeCartOf, createCart } from './core.mjs'
import { measured } from './measured.mjs'
import { measureRaw, openRaw } from './raw-writer.mjs'
import { linesOf, recording } from './recorder.mjs'

/**
 * @typedef {import('./shop-of-rates.mjs').ShopOfRates} ShopOfRates
 * @typedef {ShopOfRates['ctx']['db']} Database
 * @typedef {import('./recorder.mjs').Command} Command
 *
 * What five requests of a checkout write, request by request.
 * @typedef {readonly (readonly import('./raw-writer.mjs').Line[])[]} WrittenCheckout
 */

/**
 * Orders of one line, each from a cart of its own that was made ready before: completing the cart as the service does it (reading,
 * payment, plan, command), and the command that places the order alone, with every row it writes.
 * @param {ShopOfRates} shop
 * @param {{ callers: number, orders: number, rawFile: string }} options
 */
export async function measureOrders(shop, { callers, orders, rawFile }) {
  const { db } = shop.ctx
  const readyCarts = (/** @type {number} */ count) =>
    forAll(someSkus(shop, count), callers, (sku) => readyCart(shop, db, sku))
  await completeAll(shop, await readyCarts(200), callers)
  const carts = await readyCarts(orders)
  await shop.commerce.idle()
  const complete = await completeAll(shop, carts, callers)
  await shop.commerce.idle()
  const caught = await catchOrders(shop, { callers, orders })
  await shop.commerce.idle()
  const waiting = caught.map(({ place }) => place)
  const next = () => {
    const command = waiting.pop()
    return command && (() => db.write(command))
  }
  const place = await measured(() => drive({ callers, seconds: 60, next }))
  const checkouts = caught.map((one) => [...one.before, one.place].map(linesOf))
  return { complete, place, raw: rawOrders(rawFile, checkouts), checkouts }
}

/**
 * @param {ShopOfRates} shop
 * @param {readonly string[]} carts
 * @param {number} callers
 */
function completeAll(shop, carts, callers) {
  const waiting = [...carts]
  const next = () => {
    const cartId = waiting.pop()
    return cartId === undefined ? undefined : () => completeCartOf(fresh(shop, shop.ctx.db), cartId)
  }
  return measured(() => drive({ callers, seconds: 60, next }))
}

/**
 * Carts made ready, with the commands that did it and the one that would place the order.
 * @param {ShopOfRates} shop
 * @param {{ callers: number, orders: number }} options
 */
function catchOrders(shop, { callers, orders }) {
  const writing = recording(shop.ctx.db, { isDry: false })
  const dry = recording(shop.ctx.db, { isDry: true })
  return forAll(someSkus(shop, orders), callers, async (sku) => {
    let cartId = ''
    const before = await writing.note(async () => {
      cartId = await readyCart(shop, writing.db, sku)
    })
    const [place, ...more] = await dry.note(() => completeCartOf(fresh(shop, dry.db), cartId))
    if (place === undefined || more.length > 0) throw new Error(`an order is ${more.length + 1} commands, not one`)
    return { before, place }
  })
}

/**
 * @param {string} file
 * @param {readonly WrittenCheckout[]} checkouts
 */
function rawOrders(file, checkouts) {
  const writer = openRaw(file)
  for (const lists of checkouts) writer.write(lists.slice(0, -1))
  writer.close()
  return measureRaw(
    file,
    checkouts.map((lists) => lists.at(-1) ?? []),
  )
}

/**
 * @param {ShopOfRates} shop
 * @param {number} count
 */
const someSkus = ({ skus, random }, count) =>
  Array.from({ length: count }, () => skus[Math.floor(random() * skus.length)] ?? '')

/**
 * @param {ShopOfRates} shop
 * @param {Database} db
 */
const fresh = ({ store }, db) => ({ ...store, db, request: { id: store.newId('req') } })

/**
 * A cart that only has to be completed.
 * @param {ShopOfRates} shop
 * @param {Database} db
 * @param {string} sku
 */
async function readyCart(shop, db, sku) {
  const ctx = () => fresh(shop, db)
  const { cart } = await createCart(ctx(), { lines: [{ sku, quantity: 1 }], email: 'ada@example.com' })
  await changeContact(ctx(), { id: cart.id, patch: { shippingAddress: address } })
  await chooseDelivery(ctx(), { id: cart.id, delivery: { code: 'parcel' } })
  await choosePayment(ctx(), { cartId: cart.id, input: { provider: 'manual' } })
  return cart.id
}
