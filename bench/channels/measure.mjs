import { monitorEventLoopDelay } from 'node:perf_hooks'

const sleep = (/** @type {number} */ ms) => new Promise((next) => setTimeout(next, ms))
const percentile = (/** @type {number[]} */ sorted, /** @type {number} */ share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/**
 * Changes at an even pace: from the beginning of each change until its number is in a request of every connection.
 * @param {import('./shop.mjs').Stalls} stalls
 * @param {{ rate: number, seconds: number }} pace
 */
export async function measureLag({ commerce, sent, skus, ids }, { rate, seconds }) {
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
    void commerce.call.admin.stock.bulk({ body: { rows: [{ sku, location: 'main', set: quantity }] } })
  }
  await sleep(1_000)
  await commerce.idle()
  /** @type {number[]} */
  const lags = []
  for (const { at, body } of sent)
    for (const { offerKey, quantity } of JSON.parse(body).items) {
      const change = changes.get(`${offerKey} ${quantity}`)
      if (change === undefined) continue
      change.heard += 1
      lags.push(at - change.at)
    }
  lags.sort((a, b) => a - b)
  const unheard = [...changes.values()].filter(({ heard }) => heard < ids.length).length
  return {
    changes: count,
    calls: sent.length,
    heard: lags.length,
    unheard,
    p50: percentile(lags, 0.5),
    p99: percentile(lags, 0.99),
    most: lags.at(-1) ?? 0,
  }
}

/**
 * @param {import('./shop.mjs').Stalls} stalls
 * @param {{ changes: number }} size
 */
export async function measureBurst({ commerce, sent, skus, ask, ids }, { changes }) {
  sent.length = 0
  const before = process.memoryUsage().rss
  const began = performance.now()
  const some = skus.slice(0, changes)
  for (let at = 0; at < some.length; at += 100)
    await commerce.call.admin.stock.bulk({
      body: { rows: some.slice(at, at + 100).map((sku) => ({ sku, location: 'main', set: 77 })) },
    })
  const written = performance.now() - began
  await commerce.idle()
  const took = performance.now() - began
  const { state } = await ask('state')
  const wrong = state.slice(0, ids.length).flatMap((/** @type {[string, number][]} */ offers) => {
    const shown = new Map(offers)
    return some.filter((sku) => shown.get(sku) !== 77)
  })
  return {
    changes: some.length,
    writtenMs: written,
    correctMs: took,
    calls: sent.length,
    least: Math.ceil(some.length / 200) * ids.length,
    wrong: wrong.length,
    grownMb: (process.memoryUsage().rss - before) / 1e6,
  }
}

/**
 * Compares everything when nothing changed.
 * @param {import('./shop.mjs').Stalls} stalls
 */
export async function measureResync({ commerce, ask, ids }) {
  const { calls: before } = await ask('calls')
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  for (const id of ids) await commerce.call.admin.channels.resync({ params: { id } })
  await commerce.idle()
  const took = performance.now() - began
  delay.disable()
  const { calls } = await ask('calls')
  return { ms: took, calls: calls - before, loopP99: delay.percentile(99) / 1e6, loopMost: delay.max / 1e6 }
}
