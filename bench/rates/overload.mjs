import { drive } from './callers.mjs'
import { checkout } from './checkout.mjs'
import { percentile } from './figures.mjs'

/**
 * @typedef {import('./checkout.mjs').Answer} Answer
 * @typedef {import('./http.mjs').Server} Server
 *
 * @typedef {object} Noted what was answered
 * @property {number[]} times milliseconds of every answer
 * @property {number} refused 503 with Retry-After
 * @property {string[]} wrong answers that were neither a success nor such a 503
 * @property {string[]} carts acknowledged
 * @property {[cartId: string, orderId: string][]} orders acknowledged
 */

/** Callers of a normal moment. */
const few = 8
/** Seconds after the overload within which answers must be as quick as before. */
const patience = 5

/**
 * Buyers come ten times as fast as checkouts can be served, over connections that a proxy keeps, whether or not others are done; who is
 * refused leaves. Then it is watched how soon answers are as quick as they were before.
 * @param {Server & { open: () => Promise<unknown> }} server
 * @param {{ buyersPerSecond: number, seconds: number }} options
 */
export async function measureOverload(server, { buyersPerSecond, seconds }) {
  const before = await normal(server, 2)
  await server.open()
  const noted = { times: [], refused: 0, wrong: [], carts: [], orders: [] }
  await server.read()
  const buyers = await flood({ ...server, ask: noting(server.ask, noted) }, { buyersPerSecond, seconds })
  const { lag } = await server.read()
  const after = []
  for (let second = 1; second <= patience + 1; second += 1) after.push((await normal(server, 1)).p99)
  const recovered = after.findIndex((p99) => p99 <= 2 * before.p99)
  return { buyers, buyersPerSecond, seconds, noted, lag, before, after, recovered: recovered < 0 ? null : recovered }
}

/**
 * @param {Server} server
 * @param {number} seconds
 */
async function normal(server, seconds) {
  const next = () => () => checkout(server.ask, { sku: server.anySku() })
  const { times } = await drive({ callers: few, seconds, next })
  return { p50: percentile(times, 50), p99: percentile(times, 99) }
}

/**
 * Resolves when every buyer was answered.
 * @param {Server} server
 * @param {{ buyersPerSecond: number, seconds: number }} options
 */
async function flood(server, { buyersPerSecond, seconds }) {
  /** @type {Promise<unknown>[]} */
  const buyers = []
  const started = performance.now()
  for (;;) {
    const passed = Math.min((performance.now() - started) / 1_000, seconds)
    while (buyers.length < passed * buyersPerSecond) buyers.push(checkout(server.ask, { sku: server.anySku() }))
    if (passed === seconds) break
    await new Promise((next) => setTimeout(next, 2))
  }
  await Promise.all(buyers)
  return buyers.length
}

/**
 * @param {import('./checkout.mjs').Ask} ask
 * @param {Noted} noted
 * @returns {import('./checkout.mjs').Ask}
 */
function noting(ask, noted) {
  return async (method, path, options) => {
    const asked = performance.now()
    const answer = await ask(method, path, options).catch(unanswered)
    noted.times.push(performance.now() - asked)
    note(noted, path, answer)
    return answer
  }
}

/**
 * @param {Error} error
 * @returns {Answer}
 */
const unanswered = ({ message }) => ({ status: 599, headers: {}, body: message })

/**
 * @param {Noted} noted
 * @param {string} path
 * @param {Answer} answer
 */
function note(noted, path, { status, headers, body }) {
  if (status === 503 && headers['retry-after'] !== undefined && body?.code === 'request.unavailable') noted.refused += 1
  else if (status >= 300) noted.wrong.push(`${status} ${JSON.stringify(body)}`)
  else if (path === '/store/carts') noted.carts.push(String(body.id))
  else if (path.endsWith('/complete')) noted.orders.push([String(path.split('/')[3]), String(body.order.id)])
}
