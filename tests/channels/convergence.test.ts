import { assertInvariants, runSeed, seeded } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { rage, weatherOf } from './fixtures/storm.ts'
import { type ByHand, calmDown } from './fixtures/storm-calm.ts'
import { openStormShop, type StormShop } from './fixtures/storm-shop.ts'
import { disagreements } from './fixtures/storm-truth.ts'

const STORMS = Number(process.env.VITRINE_CHANNEL_STORMS ?? 20)
const STEPS = Number(process.env.VITRINE_CHANNEL_STEPS ?? 40)
const seed = runSeed()

const total = { steps: 0, faults: 0, calls: 0, orders: 0, commands: 0, accounts: 0, byHand: 0 }
const kinds = new Set<string>()

const told = (shop: StormShop) => shop.accounts.map(({ client }) => shop.sandbox.act.state({ client, market: 'nl' }))

async function storm(number: number): Promise<string[]> {
  const own = seed + number
  const shop = await openStormShop({ seed: own })
  try {
    const happened = await rage(weatherOf(shop, seeded(own)), STEPS)
    const byHand = await calmDown(shop)
    const found = await disagreements(shop)
    await assertInvariants(shop.commerce().core)
    count(shop, happened, byHand)
    return found
  } finally {
    await shop.close()
  }
}

function count(shop: StormShop, happened: readonly string[], byHand: ByHand): void {
  for (const name of happened) kinds.add(name)
  const calls = shop.sandbox.calls()
  total.steps += happened.length
  total.calls += calls.length
  total.faults += calls.filter(({ fault }) => fault !== null).length
  total.orders += told(shop).reduce((sum, { orders }) => sum + orders.length, 0)
  total.byHand += byHand.accounts + byHand.listings + byHand.orders + byHand.commands
}

describe('after a storm of faults', () => {
  it.each(Array.from({ length: STORMS }, (_, number) => number))(
    'every listing agrees with the shop, every order is in the book once, and every command has an outcome (%i)',
    { timeout: 60_000 },
    async (number) => {
      expect(await storm(number), `VITRINE_SEED=${seed} run ${number}`).toEqual([])
    },
  )
})
