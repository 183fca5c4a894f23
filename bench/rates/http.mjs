import { drive, forAll } from './callers.mjs'
import { checkout, complete } from './checkout.mjs'
import { figuresOf } from './figures.mjs'

/**
 * A server to be asked, ours or the raw one, with readings of its meter since the last one.
 * @typedef {object} Server
 * @property {import('./checkout.mjs').Ask} ask
 * @property {() => Promise<import('./meter.mjs').Reading>} read
 * @property {() => Promise<unknown>} settle until nothing is left to do of what was asked before
 * @property {() => string} anySku
 */

/**
 * `POST complete` of carts that were made ready before, and whole checkouts of five requests. CPU and lag are the server's.
 * @param {Server} server
 * @param {{ callers: number, orders: number }} options `orders` of each kind
 */
export async function measureHttp(server, { callers, orders }) {
  const carts = await forAll(Array.from({ length: orders }, server.anySku), callers, async (sku) => {
    const { cart, answer } = await checkout(server.ask, { sku, last: 'payment' })
    requireSuccess(answer)
    return cart
  })
  const completing = () => {
    const cart = carts.pop()
    return cart && (async () => requireSuccess(await complete(server.ask, cart)))
  }
  const httpComplete = await overHttp(server, callers, completing)
  let left = orders
  const buying = () => {
    if (left-- <= 0) return undefined
    return async () => requireSuccess((await checkout(server.ask, { sku: server.anySku() })).answer)
  }
  return { httpComplete, httpCheckout: await overHttp(server, callers, buying) }
}

/** @param {import('./checkout.mjs').Answer} answer */
function requireSuccess({ status, body }) {
  if (status >= 300) throw new Error(`no success but ${status} ${JSON.stringify(body)}`)
}

/**
 * @param {Server} server
 * @param {number} callers
 * @param {() => (() => Promise<unknown>) | undefined} next
 */
async function overHttp(server, callers, next) {
  await server.settle()
  await server.read()
  const { times, seconds } = await drive({ callers, seconds: 60, next })
  return figuresOf({ times, seconds, ...(await server.read()) })
}
