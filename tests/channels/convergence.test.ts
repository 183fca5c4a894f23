import { assertInvariants, runSeed, seeded } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { rage, weatherOf } from './fixtures/storm.ts'
import { type ByHand, calmDown } from './fixtures/storm-calm.ts'
import { SKUS } from './fixtures/storm-goods.ts'
import { openStormShop, type StormOptions, type StormShop } from './fixtures/storm-shop.ts'
import { disagreements } from './fixtures/storm-truth.ts'

const STORMS = Number(process.env.VITRINE_CHANNEL_STORMS ?? 20)
const STEPS = Number(process.env.VITRINE_CHANNEL_STEPS ?? 45)
const seed = runSeed()

const total = { storms: 0, steps: 0, faults: 0, calls: 0, orders: 0, commands: 0, byHand: 0, disagreements: 0 }
const kinds = new Set<string>()

async function within<T>(options: StormOptions, work: (shop: StormShop) => Promise<T>): Promise<T> {
  const shop = await openStormShop(options)
  try {
    return await work(shop)
  } finally {
    await shop.close()
  }
}

const storm = (own: number) =>
  within({ seed: own }, async (shop) => {
    const weather = weatherOf(shop, seeded(own))
    // Most storms come over a shop that sells already.
    if (weather.random() < 0.8) await shop.commerce().idle()
    const happened = await rage(weather, STEPS)
    const byHand = await calmDown(shop)
    const found = await disagreements(shop)
    await assertInvariants(shop.commerce().core)
    await count(shop, { happened, byHand, found })
    return found
  })

interface Over {
  readonly happened: readonly string[]
  readonly byHand: ByHand
  readonly found: readonly string[]
}

async function count(shop: StormShop, { happened, byHand, found }: Over): Promise<void> {
  for (const name of happened) kinds.add(name)
  const calls = shop.sandbox.calls()
  const sellers = shop.accounts.map(({ client }) => shop.sandbox.act.state({ client, market: 'nl' }))
  const [[commands] = []] = await shop.commerce().core.db.raw('select count(*) from channel_commands')
  total.storms += 1
  total.steps += happened.length
  total.calls += calls.length
  total.faults += calls.filter(({ fault }) => fault !== null).length
  total.orders += sellers.reduce((sum, { orders }) => sum + orders.length, 0)
  total.commands += Number(commands)
  total.byHand += byHand.accounts + byHand.listings + byHand.orders + byHand.commands
  total.disagreements += found.length
}

describe('after a storm of faults', () => {
  it.each(Array.from({ length: STORMS }, (_, number) => seed + number))(
    'every listing agrees with the shop, every order is in the book once, and every command has an outcome (seed %i)',
    { timeout: 120_000 },
    async (own) => {
      expect(await storm(own), `VITRINE_SEED=${own} VITRINE_CHANNEL_STORMS=1`).toEqual([])
    },
  )

  it('which really was one', () => {
    const { storms, steps, faults, calls, orders, commands, byHand } = total
    process.stdout.write(
      `channels: ${storms} storms of ${steps} steps, ${faults} faults in ${calls} calls, ${orders} orders, ` +
        `${commands} commands, ${byHand} seen to by people, ${total.disagreements} disagreements, seed ${seed}\n`,
    )
    expect(storms).toBe(STORMS)
    expect(steps).toBeGreaterThan(STORMS * STEPS * 0.6)
    expect(faults).toBeGreaterThan(STORMS)
    expect(orders).toBeGreaterThan(STORMS)
    if (STORMS < 20) return
    const least = ['the shop is killed', 'the shop is restarted', 'the plugin is disabled', 'an account is paused']
    expect([...kinds]).toEqual(expect.arrayContaining([...least, 'tokens are revoked', 'messages go wild']))
    expect(commands).toBeGreaterThan(STORMS)
  })
})

/** A marketplace that says that it took stock, and did not. */
const forgetful: StormOptions['between'] = (fetch) => async (input, init) => {
  const request = new Request(input, init)
  if (!request.url.includes('/stock/')) return fetch(request)
  const { items } = (await request.json()) as { readonly items: readonly { readonly offerKey: string }[] }
  return Response.json({ results: items.map(({ offerKey }) => ({ offerKey, status: 'stored', issues: [] })) })
}

describe('what does not agree is found', () => {
  it('when stock never arrives', async () => {
    const found = await within({ seed, between: forgetful }, async (shop) => {
      await calmDown(shop)
      return disagreements(shop)
    })
    expect(found).toHaveLength(2 * SKUS.length)
    expect(found[0]).toContain('"quantity":0')
  })

  it('when an offer, an order or a command is not as it should be', async () => {
    await within({ seed }, async (shop) => {
      const { act } = shop.sandbox
      const [{ client, id } = { client: '', id: '' }, other] = shop.accounts
      const seller = { client, market: 'nl' }
      await calmDown(shop)
      expect(await disagreements(shop)).toEqual([])
      await shop.admin().plugins.disable({ params: { id: 'bazaar' } })
      act.editItem({ ...seller, offerKey: 'VEIL-ONE', title: 'Another' })
      act.editItem({ ...seller, offerKey: 'SMOKER-S', price: 1 })
      act.removeItem({ client: other?.client, market: 'nl', offerKey: 'SMOKER-L' })
      const order = act.placeOrder({ ...seller, lines: [{ offerKey: 'HIVE-TOOL-ONE', quantity: 1 }] })
      const command = `insert into channel_commands (id, connection_id, kind, subject, order_id, external_id, payload, status, created_at, updated_at)
        values ('ccm_lost', '${id}', 'ship', 'none', 'none', 'none', '{}', 'waiting', 1, 1)`
      await shop.commerce().core.db.batch([{ sql: command, args: [] }])
      const found = (await disagreements(shop)).map((words) => words.split(' ').slice(0, 2).join(' '))
      expect(found.sort()).toEqual(
        [
          `${client} HIVE-TOOL-ONE`,
          `${client} SMOKER-S`,
          `${client} VEIL-ONE`,
          `${client} ${order.id}`,
          `${client} ship`,
          `${other?.client} SMOKER-L`,
        ].sort(),
      )
    })
  })
})
