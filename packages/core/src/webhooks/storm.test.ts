import { afterEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../kernel/index.ts'
import { below, runSeed, seeded } from '../testing/index.ts'
import { answers, type Behaviour, provenBy } from './fixtures/receiver.ts'
import { openWebhookShop, type WebhookShop } from './fixtures/shop.ts'
import { listDeliveries } from './reads.ts'

const ROUNDS = Number(process.env.VITRINE_STORMS ?? 3)
const PATIENCE = 60

let shop: WebhookShop
afterEach(() => shop.close())

const FAULTS: readonly Behaviour[] = [
  answers(500),
  answers(404),
  answers(429, { 'Retry-After': '30' }),
  answers(503),
  answers(301, { Location: 'http://example.com/' }),
  (response) => void response.socket?.destroy(),
  (response) => void response.socket?.end('nonsense\r\n\r\n'),
  () => {},
  // It took the message, and nobody learns of it.
  (response) => void setTimeout(() => response.socket?.destroy(), 5),
]

describe('a storm of faults', () => {
  it.each(Array.from({ length: ROUNDS }, (_, at) => runSeed() + at))(
    'leaves nothing untold when it is over, whoever sends (seed %i)',
    async (seed) => {
      const random = seeded(seed)
      const pick = (most: number) => below(random, most)
      shop = await openWebhookShop(3)
      shop.start({ timeout: PATIENCE })
      const faults = { met: 0 }
      const listening = await Promise.all(
        shop.receivers.map(async (receiver) => {
          receiver.behave = (response, received) => {
            const isFine = pick(3) === 0
            if (!isFine) faults.met += 1
            const behave = isFine ? answers(204) : FAULTS[pick(FAULTS.length)]
            behave?.(response, received)
          }
          return { receiver, ...(await shop.listen(receiver)) }
        }),
      )
      for (let step = 0; step < 12; step += 1) {
        await shop.happen(...Array.from({ length: pick(5) }, (_, at) => `ord_${step}_${at}`))
        shop.test.clock.advance(pick(20 * MINUTE))
        await shop.settled()
      }
      expect(faults.met).toBeGreaterThan(20)
      for (const { receiver } of listening) receiver.behave = answers(204)
      for (let hour = 0; hour < 20; hour += 1) {
        shop.test.clock.advance(HOUR)
        await shop.settled()
      }
      const { items } = await listDeliveries(shop.ctx, { filters: {}, limit: 1_000 })
      expect(items.length).toBeGreaterThan(20)
      expect(items.filter(({ status }) => status !== 'delivered')).toEqual([])
      const came = listening.map(({ receiver }) => [...new Set(receiver.ids())].sort())
      expect(new Set(came.map((ids) => ids.join())).size).toBe(1)
      expect(items.length).toBe((came[0]?.length ?? 0) * 3)
      for (const { receiver, secret } of listening)
        expect(receiver.received.filter((one) => provenBy(secret, one).length !== 1)).toEqual([])
      process.stdout.write(`storm of webhooks: ${items.length} delivered, ${faults.met} faults, VITRINE_SEED=${seed}\n`)
    },
    60_000,
  )
})
