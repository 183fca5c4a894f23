import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { describe, it } from 'vitest'
import { type Counter, openCounter } from './fixtures/counter.ts'

/** Open pickups: 10 000 to claim the load, few in every run. */
const LOAD = Number(process.env.VITRINE_LOAD ?? 220)
/** Of those, so many come to their end at one time: more than are read in one go. */
const ENDING = 210
const TOGETHER = 16
const SAMPLES = 40
const DAY = 86_400_000

type Calls = Counter['calls']

async function buy(calls: Calls, locationId: string): Promise<string> {
  const body = {
    lines: [{ sku: 'VEIL-ONE', quantity: 1 }],
    email: 'ada@example.com',
    delivery: { code: 'fetch', locationId },
  }
  const { id } = await calls.admin.orders.createDraft({ body })
  return (await calls.admin.orders.completeDraft({ params: { id } })).id
}

/** Does something so many times, some side by side. */
async function many<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < count; at = next++) results[at] = await work(at)
  }
  await Promise.all(Array.from({ length: TOGETHER }, worker))
  return results
}

const pickupOf = async (calls: Calls, id: string) =>
  (await calls['click-and-collect'].ofOrder({ params: { id } })).items[0]

/** Milliseconds from before an order is placed until the store has it on its list. */
async function lagOf({ calls, places }: Counter): Promise<number> {
  const began = performance.now()
  const id = await buy(calls, places.main)
  while ((await pickupOf(calls, id)) === undefined) {
    ok(performance.now() - began < 20_000, 'the store has not heard of it')
    await new Promise(setImmediate)
  }
  return performance.now() - began
}

async function placeAll({ calls, places, shop }: Counter): Promise<string[]> {
  const rows = (['main', 'lviv'] as const).map((location) => ({ sku: 'VEIL-ONE', location, set: LOAD + SAMPLES }))
  await calls.admin.stock.bulk({ body: { rows } })
  const ids = await many(LOAD, (at) => buy(calls, at % 2 === 0 ? places.main : places.lviv))
  await shop.commerce.idle()
  return ids
}

describe('click-and-collect with many pickups', () => {
  it(`load: ${LOAD} pickups are open, and lists, codes, counts, reminders and ends know all of them`, {
    timeout: 60_000 + LOAD * 60,
  }, async () => {
    const counter = await openCounter()
    const { calls, clock, places, sent } = counter
    const began = performance.now()
    const ids = await placeAll(counter)
    const made = (performance.now() - began) / 1_000
    const desk = calls['click-and-collect']
    strictEqual((await desk.overview({})).waiting, LOAD)
    const { items } = await desk.pickups({ query: { location: places.main } })
    strictEqual(items.length, Math.min(500, Math.ceil(LOAD / 2)))

    const lags: number[] = []
    for (let at = 0; at < SAMPLES; at += 1) lags.push(await lagOf(counter))
    const p95 = lags.toSorted((a, b) => a - b)[Math.ceil(SAMPLES * 0.95) - 1] ?? 0

    await many(ENDING, async (at) => {
      const pickup = await pickupOf(calls, ids[at] ?? '')
      await desk.ready({ params: { id: pickup?.id ?? '' }, body: { all: true } })
    })
    await counter.shop.commerce.idle()
    deepStrictEqual(await desk.overview({}), {
      waiting: LOAD + SAMPLES - ENDING,
      late: 0,
      ready: ENDING,
      endingSoon: 0,
    })

    clock.advance(6 * DAY)
    sent.length = 0
    await counter.runJob('remind')
    strictEqual(sent.length, ENDING)
    clock.advance(3 * DAY)
    const ending = performance.now()
    await counter.runJob('expire')
    const ended = (performance.now() - ending) / 1_000
    const left = await desk.overview({})
    deepStrictEqual([left.ready, left.waiting], [0, LOAD + SAMPLES - ENDING])
    await counter.shop.close()
    if (process.env.VITRINE_LOAD !== undefined)
      process.stdout.write(
        `\nload: click-and-collect, ${LOAD} pickups made in ${made.toFixed(1)} s, ${ENDING} ended in ${ended.toFixed(1)} s; from the order to the store's list p95 ${p95.toFixed(1)} ms\n`,
      )
  })
})
