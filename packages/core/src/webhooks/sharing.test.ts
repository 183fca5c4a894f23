import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../kernel/index.ts'
import { onlyOne, pass } from './fixtures/look.ts'
import { answers, type Receiver } from './fixtures/receiver.ts'
import { openWebhookShop, type WebhookShop } from './fixtures/shop.ts'

let shop: WebhookShop
let receiver: Receiver

beforeEach(async () => {
  shop = await openWebhookShop(2)
  receiver = shop.receivers[0] as Receiver
})
afterEach(() => shop.close())

describe('a shop that closes', () => {
  it('gives back what is under way, as if it had not been tried', async () => {
    receiver.behave = () => {}
    await shop.listen(receiver)
    const other = shop.start({ timeout: 20_000 })
    await shop.stopFirst()
    await shop.happen('ord_1')
    await expect.poll(() => receiver.received.length).toBe(1)
    await other.stop({ grace: 10 })
    expect(await onlyOne(shop)).toMatchObject({
      status: 'pending',
      attempts: 0,
      leaseOwner: null,
      nextAt: shop.test.clock.now(),
    })
  })
})

describe('two processes', () => {
  it('share what is due: each message goes once', async () => {
    shop.start()
    shop.start()
    await shop.listen(receiver)
    await shop.happen(...Array.from({ length: 40 }, (_, at) => `ord_${at}`))
    await shop.settled()
    expect(receiver.received).toHaveLength(40)
    expect(new Set(receiver.ids()).size).toBe(40)
  })

  it('take over what a dead one held when its lease has lapsed, with the same id', async () => {
    await shop.listen(receiver, { enabled: true })
    receiver.behave = () => {}
    await shop.happen('ord_1')
    await expect.poll(() => receiver.received.length).toBe(1)
    const dead = 'update webhook_deliveries set lease_owner = ?, next_at = ?'
    await shop.test.app.db.batch([{ sql: dead, args: ['lease_of_the_dead', shop.test.clock.now() + 30 * SECOND] }])
    receiver.behave = answers(204)
    await pass(shop, 29 * SECOND)
    expect(receiver.received).toHaveLength(1)
    await pass(shop, 2 * SECOND)
    await pass(shop, 5 * MINUTE, 10 * SECOND)
    expect(receiver.received).toHaveLength(2)
    expect(new Set(receiver.ids()).size).toBe(1)
    expect(await onlyOne(shop)).toMatchObject({ status: 'delivered' })
  })
})
