import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStall } from './fixtures/stall.ts'

let stall: Awaited<ReturnType<typeof openStall>>
beforeEach(async () => {
  stall = await openStall()
})
afterEach(() => stall.close())

const lastRun = async (lane: string) => {
  const { channels } = stall.shop.commerce.call.admin
  const { items } = await channels.runs({ params: { id: stall.id }, query: { lane, limit: 1 } })
  return channels.run({ params: { id: items[0]?.id ?? '' } })
}

it('a run tells its steps: what each asked of the channel, about which items, and with which calls', async () => {
  await stall.confirm()
  await stall.listAll()
  const { steps, exchanges, counts } = await lastRun('listings')
  expect(steps.map(({ name, number, error }) => ({ name, number, error }))).toEqual([
    { name: 'requirements', number: 1, error: null },
    { name: 'publish', number: 2, error: null },
  ])
  expect(steps[0]?.about).toEqual(['tools'])
  const published = steps[1]
  expect(published?.about).toContain('VEIL-ONE')
  expect(published?.size).toBe(published?.about.length)
  expect(published?.counts).toMatchObject({ changed: counts.changed, refused: counts.refused })
  expect(exchanges.filter(({ step }) => step === 2).map(({ method, url }) => `${method} ${url}`)).toEqual([
    expect.stringContaining('/offers'),
  ])
})

it('a step that failed says why, and the others of its run do not', async () => {
  await stall.confirm()
  await stall.listAll()
  stall.sandbox.turn({ faults: [{ on: 'POST /v1/stock/batch', times: 1, fault: { answer: 'status', status: 503 } }] })
  await stall.shop.commerce.call.admin.stock.bulk({ body: { rows: [{ sku: 'VEIL-ONE', location: 'main', set: 3 }] } })
  await stall.idle()
  const { steps } = await lastRun('stock')
  expect(steps.at(-1)).toMatchObject({ name: 'push', about: ['VEIL-ONE'], error: expect.stringContaining('503') })
})
