import { afterEach, beforeEach, expect, it } from 'vitest'
import { DAY, HOUR } from '../kernel/index.ts'
import { answers, type Receiver } from './fixtures/receiver.ts'
import { openWebhookShop, type WebhookShop } from './fixtures/shop.ts'
import { pruneDeliveries } from './prune.ts'
import { deleteEndpoint } from './service.ts'

let shop: WebhookShop
let receiver: Receiver
beforeEach(async () => {
  shop = await openWebhookShop()
  receiver = shop.receivers[0] as Receiver
})
afterEach(() => shop.close())

const TABLES = ['webhook_endpoints', 'webhook_messages', 'webhook_deliveries', 'webhook_attempts'] as const
const counts = () =>
  Promise.all(TABLES.map(async (table) => (await shop.test.app.db.raw(`select count(*) from ${table}`))[0]?.[0]))

it('the log is kept for 30 days, with what was sent; what is still on its way stays', async () => {
  await shop.listen(receiver)
  await shop.happen('ord_1', 'ord_2')
  await shop.settled()
  shop.test.clock.advance(29 * DAY)
  receiver.behave = answers(500)
  await shop.happen('ord_3')
  await shop.settled()
  expect(await pruneDeliveries(shop.ctx)).toBe(0)
  shop.test.clock.advance(2 * DAY)
  expect(await pruneDeliveries(shop.ctx)).toBe(2)
  expect(await counts()).toEqual([1, 1, 1, 1])
  shop.test.clock.advance(31 * DAY)
  expect(await pruneDeliveries(shop.ctx)).toBe(0)
})

it('a deleted webhook gets nothing more, keeps its log for a while and is then forgotten', async () => {
  const { id } = await shop.listen(receiver)
  await shop.happen('ord_1')
  await shop.settled()
  receiver.behave = answers(500)
  await shop.happen('ord_2')
  await shop.settled()
  await deleteEndpoint(shop.ctx, { id, version: undefined })
  await shop.happen('ord_3')
  shop.test.clock.advance(HOUR)
  await shop.settled()
  expect(receiver.received).toHaveLength(2)
  expect(await pruneDeliveries(shop.ctx)).toBe(1)
  expect((await counts())[2]).toBe(1)
  shop.test.clock.advance(31 * DAY)
  expect(await pruneDeliveries(shop.ctx)).toBe(1)
  expect(await counts()).toEqual([0, 0, 0, 0])
})
