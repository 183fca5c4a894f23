import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** @typedef {import('./program.mjs').Program} Program */

const sleep = (/** @type {number} */ ms) => new Promise((next) => setTimeout(next, ms))
const percentile = (/** @type {number[]} */ sorted, /** @type {number} */ share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

setFlagsFromString('--expose-gc')
/** What is in use, and not what waits to be cleared away. @type {() => void} */
const clear = runInNewContext('gc')

/** Rows of one write, and entries of one call, in a burst. */
const ROWS = 100
const ENTRIES = 200

/**
 * Changes at an even pace: from the beginning of each change until its number is in a request of every connection.
 * @param {Program} program
 * @param {{ rate: number, seconds: number }} pace
 */
export async function measureLag(program, { rate, seconds }) {
  const { sent, skus, connections, change, idle } = program
  sent.length = 0
  /** @type {Map<string, { at: number, heard: number }>} */
  const changes = new Map()
  const began = performance.now()
  const count = rate * seconds
  for (let number = 0; number < count; number += 1) {
    await sleep(Math.max(0, began + (number * 1_000) / rate - performance.now()))
    const sku = skus[(number * 7_919) % skus.length] ?? ''
    const quantity = 600 + number
    changes.set(`${sku} ${quantity}`, { at: performance.now(), heard: 0 })
    void change(sku, quantity)
  }
  await sleep(1_000)
  await idle()
  const lags = lagsOf(changes, sent).sort((a, b) => a - b)
  const unheard = [...changes.values()].filter(({ heard }) => heard < connections).length
  const [p50, p99, most] = [percentile(lags, 0.5), percentile(lags, 0.99), lags.at(-1) ?? 0]
  return { changes: count, calls: sent.length, heard: lags.length, unheard, p50, p99, most }
}

/**
 * @param {Map<string, { at: number, heard: number }>} changes
 * @param {import('./program.mjs').Sent[]} sent
 */
function lagsOf(changes, sent) {
  /** @type {number[]} */
  const lags = []
  for (const { at, body } of sent)
    for (const { offerKey, quantity } of JSON.parse(body).items) {
      const change = changes.get(`${offerKey} ${quantity}`)
      if (change === undefined) continue
      change.heard += 1
      lags.push(at - change.at)
    }
  return lags
}

/**
 * Many changes as quickly as they are taken, until every connection shows all of them.
 * @param {Program} program
 * @param {{ changes: number, quantity: number, shown: () => Promise<Map<string, number>[]> }} burst
 */
export async function measureBurst({ sent, skus, connections, write, idle }, { changes, quantity, shown }) {
  sent.length = 0
  const some = skus.slice(0, changes)
  clear()
  const before = process.memoryUsage()
  const began = performance.now()
  for (let at = 0; at < some.length; at += ROWS) await write(some.slice(at, at + ROWS), quantity)
  const writtenMs = performance.now() - began
  await idle()
  const correctMs = performance.now() - began
  clear()
  const after = process.memoryUsage()
  const wrong = (await shown()).flatMap((offers) => some.filter((sku) => offers.get(sku) !== quantity)).length
  return {
    changes: some.length,
    writtenMs,
    correctMs,
    calls: sent.length,
    least: Math.ceil(some.length / ENTRIES) * connections,
    wrong,
    heapGrownMb: (after.heapUsed - before.heapUsed) / 1e6,
    residentGrownMb: (after.rss - before.rss) / 1e6,
  }
}

/**
 * Compares everything when nothing changed.
 * @param {() => Promise<void>} compare
 */
export async function measureResync(compare) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  clear()
  const before = process.memoryUsage()
  delay.enable()
  const began = performance.now()
  await compare()
  const ms = performance.now() - began
  delay.disable()
  clear()
  const heapGrownMb = (process.memoryUsage().heapUsed - before.heapUsed) / 1e6
  return { ms, loopP99: delay.percentile(99) / 1e6, loopMost: delay.max / 1e6, heapGrownMb }
}
