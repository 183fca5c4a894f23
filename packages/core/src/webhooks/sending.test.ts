import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, iso, MINUTE, SECOND } from '../kernel/index.ts'
import { verifySigned } from '../payments/index.ts'
import { attemptsOf, logOf, onlyOne, pass, viewOf } from './fixtures/look.ts'
import { answers, provenBy, type Receiver } from './fixtures/receiver.ts'
import { openWebhookShop, type WebhookShop } from './fixtures/shop.ts'
import { replayDelivery, replayFailed } from './replay.ts'
import { updateEndpoint } from './service.ts'

let shop: WebhookShop
let receiver: Receiver

beforeEach(async () => {
  shop = await openWebhookShop(2)
  receiver = shop.receivers[0] as Receiver
})
afterEach(() => shop.close())

describe('a message', () => {
  it('says what happened, with a signature that the receiver can verify by the standard', async () => {
    const { secret } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    const [one] = receiver.received
    if (one === undefined) throw new Error('nothing came')
    const event = await onlyOne(shop)
    expect(JSON.parse(one.body)).toEqual({
      type: 'order.placed',
      timestamp: iso(shop.test.clock.now()),
      id: event.messageId,
      aggregate: 'ord_1',
      data: { orderId: 'ord_1' },
    })
    expect(one.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': event.messageId,
      'webhook-timestamp': String(Math.floor(shop.test.clock.now() / 1000)),
    })
    expect(provenBy(secret, one)).toEqual([0])
    expect(provenBy('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', one)).toEqual([])
    expect(provenBy(secret, { ...one, body: one.body.replace('ord_1', 'ord_2') })).toEqual([])
    const message = { body: one.body, headers: new Headers(one.headers as Record<string, string>) }
    expect(verifySigned(secret, message, shop.test.clock.now())).toBe(event.messageId)
    expect(event).toMatchObject({ status: 'delivered', attempts: 1 })
  })

  it('goes to those who chose its event, and is the same for all of them', async () => {
    const other = shop.receivers[1] as Receiver
    await shop.listen(receiver, { events: ['order.placed'] })
    await shop.listen(other, { events: ['stock.changed'] })
    await shop.listen(other)
    await shop.listen(other, { enabled: false })
    await shop.happen('ord_1')
    await shop.settled()
    expect([receiver.received.length, other.received.length]).toEqual([1, 1])
    expect(receiver.ids()).toEqual(other.ids())
  })
})

describe('a receiver that does not take a message', () => {
  it('gets it again with the same id after 5 s, 5 min, 30 min … until it takes it', async () => {
    receiver.behave = answers(500, { 'Set-Cookie': 'sid=1', 'X-Api-Token': 't', 'X-Note': 'hi' }, 'oops')
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    expect(receiver.received).toHaveLength(1)
    await pass(shop, 4 * SECOND)
    expect(receiver.received).toHaveLength(1)
    await pass(shop, 2 * SECOND)
    expect(receiver.received).toHaveLength(2)
    await pass(shop, 6 * MINUTE)
    expect(receiver.received).toHaveLength(3)
    receiver.behave = answers(200, {}, 'thanks')
    await pass(shop, 34 * MINUTE)
    const delivery = await onlyOne(shop)
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 4 })
    expect(new Set(receiver.ids())).toEqual(new Set([delivery.messageId]))
    const timestamps = receiver.received.map(({ headers }) => headers['webhook-timestamp'])
    expect(new Set(timestamps).size).toBe(4)
    const [first, , , last] = await attemptsOf(shop)
    expect(first).toMatchObject({ number: 1, outcome: 'refused', responseStatus: 500, responseBody: 'oops' })
    expect(first?.responseHeaders).toMatchObject({
      'set-cookie': '[hidden]',
      'x-api-token': '[hidden]',
      'x-note': 'hi',
    })
    expect(last).toMatchObject({ number: 4, outcome: 'delivered', responseStatus: 200, responseBody: 'thanks' })
  })

  it('is given up after ten attempts in a little more than three days, and gets it when somebody replays it', async () => {
    receiver.behave = answers(404)
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    await pass(shop, 84 * HOUR, 30 * MINUTE)
    const delivery = await onlyOne(shop)
    expect(delivery).toMatchObject({ status: 'failed', attempts: 10, nextAt: null })
    const attempts = await attemptsOf(shop)
    const lasted = Date.parse(attempts.at(-1)?.at ?? '') - Date.parse(attempts[0]?.at ?? '')
    expect(lasted).toBeGreaterThan(68 * HOUR)
    expect(lasted).toBeLessThan(84 * HOUR)
    receiver.behave = answers(200)
    await replayDelivery(shop.ctx, delivery.id)
    await shop.settled()
    expect(await onlyOne(shop)).toMatchObject({ status: 'delivered', attempts: 11 })
    expect(new Set(receiver.ids())).toEqual(new Set([delivery.messageId]))
    expect((await viewOf(shop, id)).health).toMatchObject({
      status: 'well',
      failures: 0,
      failingSince: null,
      lastError: null,
    })
  })

  it('gets all that failed since a time when somebody asks for it, each with its id', async () => {
    receiver.behave = answers(400)
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_0')
    await shop.settled()
    await pass(shop, DAY, HOUR)
    const since = shop.test.clock.now()
    await shop.happen('ord_1', 'ord_2', 'ord_3')
    await pass(shop, 90 * HOUR, 20 * MINUTE)
    expect(await logOf(shop, { status: 'failed' })).toHaveLength(4)
    receiver.behave = answers(200)
    receiver.received.length = 0
    expect(await replayFailed(shop.ctx, { endpointId: id, since, until: undefined })).toEqual({
      replayed: 3,
      hasMore: false,
    })
    await shop.settled()
    expect(receiver.received.map(({ body }) => JSON.parse(body).aggregate).sort()).toEqual(['ord_1', 'ord_2', 'ord_3'])
    expect(await logOf(shop, { status: 'failed' })).toHaveLength(1)
  })

  it('is not asked again before the time that it names', async () => {
    receiver.behave = answers(503, { 'Retry-After': '3600' })
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    await shop.happen('ord_2')
    await pass(shop, 59 * MINUTE, MINUTE)
    expect(receiver.received).toHaveLength(1)
    expect((await viewOf(shop, id)).health).toMatchObject({ status: 'paused', waiting: 2 })
    receiver.behave = answers(200)
    await pass(shop, 2 * MINUTE)
    expect(receiver.received).toHaveLength(3)
  })

  it('gets what is new at once when a person says that it is well', async () => {
    receiver.behave = answers(429)
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    receiver.behave = answers(200)
    await shop.happen('ord_2')
    await shop.settled()
    expect(receiver.received).toHaveLength(1)
    await updateEndpoint(shop.ctx, { id, patch: { enabled: true }, version: undefined })
    await shop.settled()
    expect(receiver.received.map(({ body }) => JSON.parse(body).aggregate)).toEqual(['ord_1', 'ord_2'])
  })

  it('that answers 410 is disabled at once and told about', async () => {
    receiver.behave = answers(410)
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    expect(await viewOf(shop, id)).toMatchObject({
      enabled: false,
      disabledReason: 'gone',
      health: { status: 'disabled' },
    })
    await shop.happen('ord_2')
    await pass(shop, DAY, HOUR)
    expect(receiver.received).toHaveLength(1)
    expect(await onlyOne(shop)).toMatchObject({ status: 'failed' })
    await expect(replayDelivery(shop.ctx, (await onlyOne(shop)).id)).rejects.toMatchObject({
      code: 'webhooks.disabled',
    })
  })

  it('is warned about after a day, disabled after five, and gets everything when it is enabled again', async () => {
    receiver.behave = answers(500)
    const { id } = await shop.listen(receiver)
    const told = async (name: string) =>
      (await shop.test.app.db.raw('select count(*) from events where name = ?', [name]))[0]?.[0]
    for (let day = 1; day <= 7; day += 1) {
      await shop.happen(`ord_${day}`)
      await pass(shop, DAY, HOUR)
      if (day !== 2) continue
      const { health, enabled } = await viewOf(shop, id)
      expect([enabled, health.status, await told('webhook.failing')]).toEqual([true, 'failing', 1])
      expect(Date.parse(health.disablesAt ?? '') - Date.parse(health.failingSince ?? '')).toBe(5 * DAY)
    }
    expect([await told('webhook.failing'), await told('webhook.disabled')]).toEqual([1, 1])
    expect(await viewOf(shop, id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
    receiver.behave = answers(200)
    receiver.received.length = 0
    await updateEndpoint(shop.ctx, { id, patch: { enabled: true }, version: undefined })
    await pass(shop, DAY, HOUR)
    await replayFailed(shop.ctx, { endpointId: id, since: 0, until: undefined })
    await shop.settled()
    const came = receiver.received.map(({ body }) => JSON.parse(body).aggregate)
    expect(came.sort()).toEqual(['ord_1', 'ord_2', 'ord_3', 'ord_4', 'ord_5', 'ord_6', 'ord_7'])
    expect((await viewOf(shop, id)).health).toMatchObject({ status: 'well', waiting: 0 })
  })
})
