import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import { heapNow, LOAD, MOST_GROWTH, percentile95, round, tell, timed } from './figures.ts'
import { gtin, productBase } from './goods.ts'
import type { World } from './world.ts'

const TOGETHER = 500
const ROUNDS = 3
const SAMPLES = 40

const skuAt = (at: number) => `MANY-${at}`

async function stockMany({ admin, options }: World): Promise<void> {
  for (let from = 0; from < LOAD; from += TOGETHER) {
    const numbers = Array.from({ length: Math.min(TOGETHER, LOAD - from) }, (_, at) => from + at)
    const products = numbers.map((at) => ({
      ...productBase(`Frame number ${at}`, `many-${at}`, options),
      options: [{ name: 'Size', values: ['One'] }],
      variants: [
        {
          sku: skuAt(at),
          barcode: gtin(`400639${String(at).padStart(6, '0')}`),
          options: { Size: 'One' },
          tracked: true,
          weightGrams: 300,
          prices: [{ currency: 'EUR', amount: 1_000 + (at % 900) }],
        },
      ],
    }))
    await admin.products.bulk({ body: { products } })
    const rows = numbers.map((at) => ({ sku: skuAt(at), location: 'main', set: 10 + (at % 40) }))
    await admin.stock.bulk({ body: { rows } })
  }
}

async function again(world: World): Promise<void> {
  await world.admin.channels.resync({ params: { id: world.id } })
  await world.settle()
}

/** Changes what the channel shows of an item: its stock, or its words where the channel is told no stock. */
async function changer({ admin, channelId, stock }: World): Promise<(at: number, isOdd: boolean) => Promise<unknown>> {
  const { items } = await admin.channels.installed({})
  if (items.find(({ id }) => id === channelId)?.capabilities.includes('stock') === true)
    return (at, isOdd) => stock(skuAt(at), isOdd ? 77 : 0)
  const words = (isOdd: boolean) => (isOdd ? 'oiled' : 'waxed')
  return (at, isOdd) =>
    admin.products.update({ params: { id: `many-${at}` }, body: { title: `Frame number ${at}, ${words(isOdd)}` } })
}

/** Milliseconds from before a change in the shop until the platform was called because of it. */
async function lagsOf(world: World): Promise<readonly number[]> {
  const change = await changer(world)
  const lags: number[] = []
  for (let at = 0; at < SAMPLES; at += 1) {
    const before = world.platform.writes()
    const began = performance.now()
    await change((at * 7) % LOAD, at % 2 === 1)
    while (world.platform.writes() === before) {
      ok(performance.now() - began < 20_000, 'a change was not sent')
      await new Promise(setImmediate)
    }
    lags.push(performance.now() - began)
    await world.shop.commerce.idle()
  }
  return lags
}

export const loadCases: Cases = {
  [`load: ${LOAD} listings are made, looked at again without a call that writes, and leave nothing behind in memory`]: {
    isUnlimited: true,
    async run(world) {
      world.platform.turn({ rates: { '*': { rate: 1_000_000, burst: 1_000_000 } } })
      await stockMany(world)
      const made = await timed(world.listAll)
      const statuses = await world.statuses()
      deepStrictEqual(Object.keys(statuses), ['live'])
      ok((statuses.live ?? 0) >= LOAD, `${statuses.live} are live`)
      strictEqual((await world.platform.shows()).filter(({ isLive }) => isLive).length, statuses.live)
      const before = world.platform.writes()
      const compared = await timed(() => again(world))
      const heap = heapNow()
      for (let round = 0; round < ROUNDS; round += 1) await again(world)
      strictEqual(world.platform.writes() - before, 0)
      const grown = heapNow() - heap
      ok(grown < MOST_GROWTH, `it keeps ${grown} bytes more after ${ROUNDS} rounds`)
      tell(
        `load: ${world.channelId}, ${LOAD} listings made in ${made.seconds} s (loop lag p99 ${made.lag} ms), compared in ${compared.seconds} s with 0 calls (${compared.lag} ms), heap ${round(grown / 1e6)} MB more; from a change to the request p95 ${percentile95(await lagsOf(world))} ms`,
      )
    },
  },
}
