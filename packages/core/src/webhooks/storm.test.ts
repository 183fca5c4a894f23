import { afterEach, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../kernel/index.ts'
import { below, runSeed, seeded } from '../testing/index.ts'
import { answers, type Behaviour, provenBy, type Receiver } from './fixtures/receiver.ts'
import { openWebhookShop, type WebhookShop } from './fixtures/shop.ts'
import { listDeliveries } from './reads.ts'

const SEED = runSeed()
const STORMS = Number(process.env.VITRINE_WEBHOOK_STORMS ?? 3)
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

type Listening = { readonly receiver: Receiver; readonly secret: string }

/** Two senders tell three receivers what happens, of whom each takes one message in three, until all of them are well. */
async function storm(seed: number): Promise<{ delivered: number; faults: number }> {
  const random = seeded(seed)
  const pick = (most: number) => below(random, most)
  let faults = 0
  shop = await openWebhookShop(3)
  shop.start({ timeout: PATIENCE })
  const listening: Listening[] = []
  for (const receiver of shop.receivers) {
    receiver.behave = (response, received) => {
      const isFine = pick(3) === 0
      if (!isFine) faults += 1
      const behave = isFine ? answers(204) : FAULTS[pick(FAULTS.length)]
      behave?.(response, received)
    }
    listening.push({ receiver, ...(await shop.listen(receiver)) })
  }
  for (let step = 0; step < 12; step += 1) {
    await shop.happen(...Array.from({ length: pick(5) }, (_, at) => `ord_${step}_${at}`))
    shop.test.clock.advance(pick(20 * MINUTE))
    await shop.settled()
  }
  for (const { receiver } of listening) receiver.behave = answers(204)
  for (let hour = 0; hour < 20; hour += 1) {
    shop.test.clock.advance(HOUR)
    await shop.settled()
  }
  return { delivered: await toldAll(listening), faults }
}

/** Each was told everything, with signatures of its own. Answers how much that was. */
async function toldAll(listening: readonly Listening[]): Promise<number> {
  const { items } = await listDeliveries(shop.ctx, { filters: {}, limit: 1_000 })
  expect(items.filter(({ status }) => status !== 'delivered')).toEqual([])
  const came = listening.map(({ receiver }) => [...new Set(receiver.ids())].sort())
  expect(new Set(came.map((ids) => ids.join())).size).toBe(1)
  expect(items.length).toBe((came[0]?.length ?? 0) * listening.length)
  for (const { receiver, secret } of listening)
    expect(receiver.received.filter((one) => provenBy(secret, one).length !== 1)).toEqual([])
  return items.length
}

it(
  'a storm of faults leaves nothing untold when it is over, whoever sends',
  async () => {
    const sums = { delivered: 0, faults: 0 }
    for (let round = 0; round < STORMS; round += 1) {
      if (round > 0) await shop.close()
      const { delivered, faults } = await storm(SEED + round)
      sums.delivered += delivered
      sums.faults += faults
    }
    expect(sums.delivered).toBeGreaterThan(15 * STORMS)
    expect(sums.faults).toBeGreaterThan(15 * STORMS)
    const { delivered, faults } = sums
    process.stdout.write(
      `webhooks: ${STORMS} storms, ${faults} faults, ${delivered} delivered, 0 untold, VITRINE_SEED=${SEED}\n`,
    )
  },
  20_000 + 10_000 * STORMS,
)
