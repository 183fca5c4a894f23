import { below, runSeed, seeded } from '@vitrine/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { type EbayShop, openEbayShop } from './fixtures/shop.ts'

const ROUNDS = 12
const SKUS = ['SMOKER-SMALL', 'SMOKER-LARGE', 'VEIL']

/** Faults that eBay and the line to it are known for. */
const FAULTS = [
  { answer: 'status', status: 500 },
  { answer: 'status', status: 503, retryAfter: 1 },
  { answer: 'status', status: 429, retryAfter: 2 },
  { answer: 'status', status: 401 },
  { answer: 'html' },
  { answer: 'truncated' },
  { answer: 'reset' },
  { answer: 'reset', isApplied: true },
  { answer: 'status', status: 500, isApplied: true },
] as const

describe('through a storm of faults', { timeout: 120_000 }, () => {
  let open: EbayShop
  afterEach(() => open.close())

  it('eBay shows what the shop says as soon as it is over', async ({ annotate }) => {
    const seed = runSeed()
    await annotate(`VITRINE_SEED=${seed}`)
    const random = seeded(seed)
    open = await openEbayShop({ isChecked: false })
    const { admin, sandbox, id } = open
    const wanted = new Map(SKUS.map((sku) => [sku, 5]))
    await admin.channels.confirm({ params: { id } })
    const faults = FAULTS.map((fault) => ({ on: '* /sell/*', probability: 0.06, fault }))
    sandbox.turn({ faults })
    await admin.channels.listItems({ params: { id }, body: { all: true } })
    for (let round = 0; round < ROUNDS; round += 1) {
      const sku = SKUS[below(random, SKUS.length)] as string
      const quantity = below(random, 9)
      wanted.set(sku, quantity)
      await admin.stock.bulk({ body: { rows: [{ sku, location: 'main', set: quantity }] } })
      open.later(below(random, 30_000))
      await open.commerce.idle()
    }
    const hit = sandbox.calls().filter(({ fault }) => fault !== null).length
    sandbox.calm()
    await settled()
    console.log(`eBay in a storm: seed ${seed}, ${sandbox.calls().length} calls, ${hit} faults`)
    expect(hit, `seed ${seed}`).toBeGreaterThan(0)
    expect(shown(), `seed ${seed}`).toEqual(
      [...wanted].map(([sku, quantity]) => [sku, quantity > 0 || isShown(sku), quantity]).sort(),
    )
  })

  const offers = () => open.sandbox.act.state({}).offers
  const isShown = (sku: string) => offers().some(({ key, isPublished }) => key === sku && isPublished)
  const shown = () =>
    offers()
      .map(({ key, isPublished, quantity }) => [key, isPublished, quantity])
      .sort()

  /** Puts the clock forward over every wait of the engine; connections that were refused for their token are resumed by staff. */
  async function settled() {
    for (const wait of [0, 5_000, 60_000, 600_000, 1_800_000, 3_600_000, 3_600_000]) {
      open.later(wait)
      const { status, health } = await open.admin.channels.get({ params: { id: open.id } })
      if (health.fault !== null || status !== 'live')
        await open.admin.channels.update({
          params: { id: open.id },
          body: {
            credentials: {
              clientId: 'ebay-demo',
              clientSecret: 'ebay-demo-secret',
              refreshToken: 'sandbox-refresh-token',
            },
          },
        })
      await open.commerce.idle()
    }
  }
})
