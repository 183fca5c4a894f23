import { createClient, expectJson } from './client.mjs'
import { drawsOf, pages } from './draws.mjs'
import { isRead, operationsOf } from './operations.mjs'

/**
 * @typedef {object} Job
 * @property {string} url
 * @property {string} key
 * @property {import('./operations.mjs').OperationName} operation
 * @property {number} concurrency buyers at once, each asking again as soon as it was answered
 * @property {number} seconds
 * @property {number} products
 * @property {number} seed
 * @property {number} every among reads, one operation in so many is a whole checkout; 0 for none
 *
 * @typedef {object} Ran
 * @property {number} count operations of the kind that was asked for
 * @property {number} orders placed among them, none of which is in `count`, when the operation is a read
 * @property {number} seconds
 * @property {number} cpuMs processor time of this process for each operation
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 */

/** @type {Map<string, (string | null)[]>} */
const kept = new Map()

/**
 * @param {string} url
 * @param {import('./client.mjs').Client} ask
 */
async function cursorsOf(url, ask) {
  const known = kept.get(url)
  if (known !== undefined) return known
  /** @type {(string | null)[]} */
  const cursors = [null]
  while (cursors.length < pages) {
    const tail = cursors.at(-1) ? `&cursor=${encodeURIComponent(String(cursors.at(-1)))}` : ''
    const { next } = expectJson(await ask({ path: `/store/products?limit=20${tail}` }), 200)
    if (next === null) break
    cursors.push(next)
  }
  kept.set(url, cursors)
  return cursors
}

/**
 * Keeps the server busy for some seconds. Rejects at the first answer that is not right.
 * @param {Job} job
 * @returns {Promise<Ran>}
 */
export async function run({ url, key, operation, concurrency, seconds, products, seed, every }) {
  const { ask, close } = createClient({ url, key, connections: concurrency })
  const operations = operationsOf({ cursors: await cursorsOf(url, ask) })
  /** @type {number[]} */
  const times = []
  let [started, orders] = [0, 0]
  const before = process.cpuUsage()
  const begin = performance.now()
  const end = begin + seconds * 1_000
  const buyer = async (/** @type {number} */ number) => {
    const draws = drawsOf({ products, seed: seed * 1_000 + number })
    while (performance.now() < end) {
      started += 1
      const isOrder = isRead(operation) && every > 0 && started % every === 0
      const asked = performance.now()
      await operations[isOrder ? 'checkout' : operation](ask, draws)
      if (isOrder) orders += 1
      else times.push(performance.now() - asked)
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, (_, number) => buyer(number)))
  } finally {
    close()
  }
  const took = (performance.now() - begin) / 1_000
  const { user, system } = process.cpuUsage(before)
  const sorted = Float64Array.from(times).sort()
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const cpuMs = (user + system) / 1_000 / times.length
  return { count: times.length, orders, seconds: took, cpuMs, p50: at(0.5), p99: at(0.99) }
}
