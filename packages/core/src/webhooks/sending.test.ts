import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, iso, MINUTE, SECOND } from '../kernel/index.ts'
import { verifySigned } from '../payments/index.ts'
import { answers, provenBy, type Receiver } from './fixtures/receiver.ts'
import { openWebhookShop, PATIENCE, type WebhookShop } from './fixtures/shop.ts'
import { getDelivery, getEndpoint, listDeliveries } from './reads.ts'
import { replayDelivery, replayFailed } from './replay.ts'
import { updateEndpoint } from './service.ts'
import { deliveryView, webhookViews } from './views.ts'

let shop: WebhookShop
let receiver: Receiver

beforeEach(async () => {
  shop = await openWebhookShop(2)
  receiver = shop.receivers[0] as Receiver
})
afterEach(() => shop.close())

const log = async (filters = {}) => (await listDeliveries(shop.ctx, { filters, limit: 100 })).items
const history = async (id: string) => (await deliveryView(shop.ctx, await getDelivery(shop.ctx, id))).history
const only = async () => {
  const [first, ...rest] = await log()
  expect(rest).toEqual([])
  return first as NonNullable<typeof first>
}
const view = async (id: string) => {
  const [found] = await webhookViews(shop.ctx, [await getEndpoint(shop.ctx, id)])
  return found as NonNullable<typeof found>
}
/** Lets time pass in steps, as a schedule needs. */
async function pass(length: number, step = length): Promise<void> {
  for (let gone = 0; gone < length; gone += step) {
    shop.test.clock.advance(step)
    await shop.settled()
  }
}

describe('a message', () => {
  it('says what happened, with a signature that the receiver can verify by the standard', async () => {
    const { secret } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    const [one] = receiver.received
    if (one === undefined) throw new Error('nothing came')
    const event = await only()
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
    await pass(4 * SECOND)
    expect(receiver.received).toHaveLength(1)
    await pass(2 * SECOND)
    expect(receiver.received).toHaveLength(2)
    await pass(6 * MINUTE)
    expect(receiver.received).toHaveLength(3)
    receiver.behave = answers(200, {}, 'thanks')
    await pass(34 * MINUTE)
    const delivery = await only()
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 4 })
    expect(new Set(receiver.ids())).toEqual(new Set([delivery.messageId]))
    const timestamps = receiver.received.map(({ headers }) => headers['webhook-timestamp'])
    expect(new Set(timestamps).size).toBe(4)
    const [first, , , last] = await history(delivery.id)
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
    await pass(84 * HOUR, 30 * MINUTE)
    const delivery = await only()
    expect(delivery).toMatchObject({ status: 'failed', attempts: 10, nextAt: null })
    const attempts = await history(delivery.id)
    const lasted = Date.parse(attempts.at(-1)?.at ?? '') - Date.parse(attempts[0]?.at ?? '')
    expect(lasted).toBeGreaterThan(68 * HOUR)
    expect(lasted).toBeLessThan(84 * HOUR)
    receiver.behave = answers(200)
    await replayDelivery(shop.ctx, delivery.id)
    await shop.settled()
    expect(await only()).toMatchObject({ status: 'delivered', attempts: 11 })
    expect(new Set(receiver.ids())).toEqual(new Set([delivery.messageId]))
    expect((await view(id)).health).toMatchObject({ status: 'well', failures: 0, failingSince: null, lastError: null })
  })

  it('gets all that failed since a time when somebody asks for it, each with its id', async () => {
    receiver.behave = answers(400)
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_0')
    await shop.settled()
    await pass(DAY, HOUR)
    const since = shop.test.clock.now()
    await shop.happen('ord_1', 'ord_2', 'ord_3')
    await pass(90 * HOUR, 20 * MINUTE)
    expect(await log({ status: 'failed' })).toHaveLength(4)
    receiver.behave = answers(200)
    receiver.received.length = 0
    expect(await replayFailed(shop.ctx, { endpointId: id, since, until: undefined })).toEqual({
      replayed: 3,
      hasMore: false,
    })
    await shop.settled()
    expect(receiver.received.map(({ body }) => JSON.parse(body).aggregate).sort()).toEqual(['ord_1', 'ord_2', 'ord_3'])
    expect(await log({ status: 'failed' })).toHaveLength(1)
  })

  it('is not asked again before the time that it names', async () => {
    receiver.behave = answers(503, { 'Retry-After': '3600' })
    const { id } = await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    await shop.happen('ord_2')
    await pass(59 * MINUTE, MINUTE)
    expect(receiver.received).toHaveLength(1)
    expect((await view(id)).health).toMatchObject({ status: 'paused', waiting: 2 })
    receiver.behave = answers(200)
    await pass(2 * MINUTE)
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
    expect(await view(id)).toMatchObject({ enabled: false, disabledReason: 'gone', health: { status: 'disabled' } })
    await shop.happen('ord_2')
    await pass(DAY, HOUR)
    expect(receiver.received).toHaveLength(1)
    expect(await only()).toMatchObject({ status: 'failed' })
    await expect(replayDelivery(shop.ctx, (await only()).id)).rejects.toMatchObject({ code: 'webhooks.disabled' })
  })

  it('is warned about after a day, disabled after five, and gets everything when it is enabled again', async () => {
    receiver.behave = answers(500)
    const { id } = await shop.listen(receiver)
    const told = async (name: string) =>
      (await shop.test.app.db.raw('select count(*) from events where name = ?', [name]))[0]?.[0]
    for (let day = 1; day <= 7; day += 1) {
      await shop.happen(`ord_${day}`)
      await pass(DAY, HOUR)
      if (day !== 2) continue
      const { health, enabled } = await view(id)
      expect([enabled, health.status, await told('webhook.failing')]).toEqual([true, 'failing', 1])
      expect(Date.parse(health.disablesAt ?? '') - Date.parse(health.failingSince ?? '')).toBe(5 * DAY)
    }
    expect([await told('webhook.failing'), await told('webhook.disabled')]).toEqual([1, 1])
    expect(await view(id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
    receiver.behave = answers(200)
    receiver.received.length = 0
    await updateEndpoint(shop.ctx, { id, patch: { enabled: true }, version: undefined })
    await pass(DAY, HOUR)
    await replayFailed(shop.ctx, { endpointId: id, since: 0, until: undefined })
    await shop.settled()
    const came = receiver.received.map(({ body }) => JSON.parse(body).aggregate)
    expect(came.sort()).toEqual(['ord_1', 'ord_2', 'ord_3', 'ord_4', 'ord_5', 'ord_6', 'ord_7'])
    expect((await view(id)).health).toMatchObject({ status: 'well', waiting: 0 })
  })
})

describe('a slow receiver', () => {
  it('holds up nobody else', async () => {
    const quick = shop.receivers[1] as Receiver
    receiver.behave = () => {}
    await shop.listen(receiver)
    await shop.listen(quick)
    await shop.happen(...Array.from({ length: 30 }, (_, at) => `ord_${at}`))
    await expect.poll(() => quick.received.length, { timeout: PATIENCE * 3 }).toBe(30)
    expect(receiver.received.length).toBeLessThanOrEqual(16)
  })

  it('is cut off at the deadline, whether it is silent or drips', async () => {
    await shop.listen(receiver)
    const timers: NodeJS.Timeout[] = []
    receiver.behave = (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n')
      timers.push(setInterval(() => response.socket?.write('x-drip: 1\r\n'), 20))
    }
    await shop.happen('ord_1')
    const began = performance.now()
    await shop.settled()
    expect(performance.now() - began).toBeLessThan(PATIENCE * 4)
    for (const timer of timers) clearInterval(timer)
    const [first] = await history((await only()).id)
    expect(first).toMatchObject({ outcome: 'timeout', responseStatus: null })
    expect(first?.durationMs).toBeGreaterThanOrEqual(PATIENCE - 20)
  })

  it('that has answered but drips its body has taken the message', async () => {
    const timers: NodeJS.Timeout[] = []
    receiver.behave = (response) => {
      response.writeHead(200).write('ok')
      timers.push(setInterval(() => response.write('.'), 20))
    }
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    for (const timer of timers) clearInterval(timer)
    expect(await only()).toMatchObject({ status: 'delivered' })
  })
})

describe('a hostile receiver', () => {
  const ends = async () => (await history((await only()).id))[0]

  it('that answers without end is read for 4 KB', async () => {
    let sent = 0
    receiver.behave = (response) => {
      response.writeHead(200)
      const pour = () => {
        while (!response.destroyed && sent < 200_000_000 && response.write('x'.repeat(65_536))) sent += 65_536
      }
      response.on('drain', pour)
      pour()
    }
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    expect((await ends())?.responseBody).toHaveLength(4_096)
    expect(sent).toBeLessThan(50_000_000)
  })

  it('that sends headers without end, nonsense, or nothing is a failure like any other', async () => {
    await shop.listen(receiver)
    receiver.behave = (response) => response.socket?.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`)
    await shop.happen('ord_1')
    await shop.settled()
    expect(await ends()).toMatchObject({ outcome: 'unreachable', responseStatus: null })
    receiver.behave = (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n')
    await pass(6 * SECOND)
    receiver.behave = (response) => response.socket?.destroy()
    await pass(6 * MINUTE)
    const outcomes = (await history((await only()).id)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['unreachable', 'unreachable', 'unreachable'])
  })

  it('leads nowhere with a redirect', async () => {
    const other = shop.receivers[1] as Receiver
    receiver.behave = answers(307, { Location: other.url })
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    expect(other.received).toEqual([])
    expect(await ends()).toMatchObject({ outcome: 'refused', responseStatus: 307 })
  })

  it('that prints our secret does not get it into the log', async () => {
    const { secret } = await shop.listen(receiver)
    receiver.behave = answers(500, {}, `secret=${secret} raw=${secret.slice(6)} \0`)
    await shop.happen('ord_1')
    await shop.settled()
    expect(await ends()).toMatchObject({ responseBody: 'secret=[hidden] raw=[hidden] \uFFFD' })
  })
})

describe('a shop that closes', () => {
  it('gives back what is under way, as if it had not been tried', async () => {
    receiver.behave = () => {}
    await shop.listen(receiver)
    const other = shop.start({ timeout: 20_000 })
    await shop.stopFirst()
    await shop.happen('ord_1')
    await expect.poll(() => receiver.received.length).toBe(1)
    await other.stop({ grace: 10 })
    expect(await only()).toMatchObject({
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
    await pass(29 * SECOND)
    expect(receiver.received).toHaveLength(1)
    await pass(2 * SECOND)
    await pass(5 * MINUTE, 10 * SECOND)
    expect(receiver.received).toHaveLength(2)
    expect(new Set(receiver.ids()).size).toBe(1)
    expect(await only()).toMatchObject({ status: 'delivered' })
  })
})
