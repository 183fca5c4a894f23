import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contribute, privateHost } from '../kernel/index.ts'
import { openTestShop, type TestShop } from '../testing/index.ts'
import { openReceiver, provenBy, type Received, type Receiver } from './fixtures/receiver.ts'

let shop: TestShop
let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
  shop = await openTestShop({ contributes: [contribute(privateHost, receiver.host)] })
})
afterEach(async () => {
  await shop.close()
  await receiver.close()
})

interface Asking {
  readonly method?: string
  readonly json?: unknown
  readonly headers?: Record<string, string>
  readonly token?: string
}

async function ask(path: string, { method, json, headers = {}, token = shop.operatorToken }: Asking = {}) {
  const response = await shop.commerce.app.fetch(
    new Request(`http://localhost:3000/admin${path}`, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    }),
  )
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: text === '' ? undefined : JSON.parse(text) }
}

const add = async (input = {}) => (await ask('/webhooks', { json: { url: receiver.url, ...input } })).json
const first = () => receiver.received[0] as Received

describe('a webhook', () => {
  it('is made with a secret that is shown once and kept sealed', async () => {
    const headers = { 'Idempotency-Key': 'a-key-of-sixteen-or-more' }
    const made = await ask('/webhooks', { json: { url: receiver.url, description: 'ERP' }, headers })
    expect(made).toMatchObject({
      status: 201,
      json: { url: receiver.url, description: 'ERP', events: null, enabled: true, secrets: 1, version: 1 },
    })
    expect(made.headers.get('Cache-Control')).toBe('no-store')
    const { id, secret } = made.json
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32)
    const again = await ask('/webhooks', { json: { url: receiver.url, description: 'ERP' }, headers })
    expect([again.status, again.json.id, again.json.secret]).toEqual([201, id, null])
    for (const path of ['/webhooks', `/webhooks/${id}`]) expect((await ask(path)).text).not.toContain('whsec_')
    const rows = JSON.stringify([
      await shop.commerce.core.db.raw('select * from webhook_endpoints'),
      await shop.commerce.core.db.raw('select * from commands'),
      await shop.commerce.core.db.raw('select * from audit_log'),
    ])
    expect(rows).not.toContain(secret.slice('whsec_'.length))
  })

  it('is changed by who knows its version, disabled and enabled', async () => {
    const { id } = await add()
    const path = `/webhooks/${id}`
    const patch = (json: object, version?: number) =>
      ask(path, { method: 'PATCH', json, headers: version === undefined ? {} : { 'If-Match': `"${version}"` } })
    expect((await ask(path)).headers.get('ETag')).toBe('"1"')
    expect((await patch({ events: ['order.placed'] }, 1)).json).toMatchObject({ events: ['order.placed'], version: 2 })
    expect(await patch({ description: 'late' }, 1)).toMatchObject({ status: 412 })
    expect((await patch({ enabled: false })).json).toMatchObject({ enabled: false, disabledReason: 'staff' })
    expect((await ask('/webhooks?enabled=true')).json.items).toEqual([])
    expect((await patch({ enabled: true })).json).toMatchObject({ enabled: true, disabledReason: null })
    expect((await patch({ url: 'http://10.0.0.1/' })).json).toMatchObject({ code: 'webhooks.urlRefused' })
    const deleted = { method: 'DELETE', headers: { 'If-Match': '"9"' } }
    expect((await ask(path, deleted)).status).toBe(412)
    expect((await ask(path, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(path)).json).toMatchObject({ status: 404, code: 'webhooks.notFound' })
    expect((await ask('/webhooks')).json.items).toEqual([])
  })

  it.each([
    [{ url: 'http://127.0.0.1:1/' }, 'webhooks.urlRefused', 'body.url'],
    [{ url: 'http://2130706433/' }, 'webhooks.urlRefused', 'body.url'],
    [{ url: 'ftp://example.com/' }, 'webhooks.urlRefused', 'body.url'],
    [{ url: 'not an address' }, 'request.invalid', 'body.url'],
    [{ events: ['order.plced'] }, 'webhooks.unknownEvent', 'body.events.0'],
    [{ events: ['order.placed', 'mail.queued'] }, 'webhooks.unknownEvent', 'body.events.1'],
    [{ events: [] }, 'request.invalid', 'body.events'],
    [{ secret: 'mine' }, 'request.invalid', 'body.secret'],
  ])('is refused for %j', async (input, code, path) => {
    const refused = await ask('/webhooks', { json: { url: receiver.url, ...input } })
    expect(refused.json).toMatchObject({ code, errors: [{ path }] })
    expect((await ask('/webhooks')).json.items).toEqual([])
  })

  it('needs a scope: reading does not change, and other keys see nothing', async () => {
    const key = async (...scopes: string[]) =>
      (await ask('/api-keys', { json: { name: 'k', scopes } })).json.key as string
    const [reader, other, writer] = [await key('webhooks:read'), await key('catalog:*'), await key('webhooks:write')]
    const asked = { json: { url: receiver.url } }
    expect((await ask('/webhooks', { token: reader })).status).toBe(200)
    expect((await ask('/webhooks', { ...asked, token: reader })).status).toBe(403)
    expect((await ask('/webhooks', { token: other })).status).toBe(403)
    expect((await ask('/webhook-deliveries', { token: other })).status).toBe(403)
    expect((await ask('/webhooks', { ...asked, token: writer })).status).toBe(201)
  })

  it('chooses among the events of the core and of this room', async () => {
    const names = (await ask('/webhook-events')).json.items.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['order.placed', 'stock.changed', 'webhook.failing']))
    expect(names).not.toContain('mail.queued')
    expect(names).toEqual([...names].sort())
  })
})

describe('the events of a shop', () => {
  it('reach the receiver as /admin/events shows them', async () => {
    const { id, secret } = await add({ events: ['product.created'] })
    await shop.commerce.call.admin.products.create({ body: { title: 'Hive' } })
    await expect.poll(() => receiver.received.length).toBe(1)
    const { name, aggregate, occurredAt, data, id: eventId } = (await ask('/events?name=product.created')).json.items[0]
    expect(JSON.parse(first().body)).toEqual({ type: name, timestamp: occurredAt, id: eventId, aggregate, data })
    expect(first().headers['webhook-id']).toBe(eventId)
    expect(provenBy(secret, first())).toEqual([0])
    await expect
      .poll(async () => (await ask(`/webhook-deliveries?webhookId=${id}`)).json.items)
      .toMatchObject([
        { messageId: eventId, type: 'product.created', status: 'delivered', attempts: 1, nextAttemptAt: null },
      ])
    const [delivery] = (await ask('/webhook-deliveries?status=delivered')).json.items
    const detail = (await ask(`/webhook-deliveries/${delivery.id}`)).json
    expect(detail).toMatchObject({ body: { type: 'product.created' }, history: [{ number: 1, responseStatus: 204 }] })
    expect((await ask(`/webhook-deliveries/${delivery.id}/replay`, { method: 'POST' })).status).toBe(200)
    await expect.poll(() => receiver.ids()).toEqual([eventId, eventId])
  })
})

describe('a new secret', () => {
  it('signs first while the old one signs along, and alone when the time is over', async () => {
    const { id, secret: old } = await add()
    const { json, headers } = await ask(`/webhooks/${id}/rotate`, { json: { overlapHours: 1 } })
    expect([json.secrets, headers.get('Cache-Control'), json.secret === old]).toEqual([2, 'no-store', false])
    expect(Date.parse(json.overlapEndsAt) - Date.parse(json.updatedAt)).toBe(3_600_000)
    await ask(`/webhooks/${id}/test`, { json: {} })
    expect([provenBy(json.secret, first()), provenBy(old, first())]).toEqual([[0], [1]])
    const leaked = (await ask(`/webhooks/${id}/rotate`, { json: { overlapHours: 0 } })).json
    expect([leaked.secrets, leaked.overlapEndsAt]).toEqual([1, null])
    receiver.received.length = 0
    await ask(`/webhooks/${id}/test`, { json: {} })
    const proofs = [leaked.secret, json.secret, old].map((secret) => provenBy(secret, first()))
    expect(proofs).toEqual([[0], [], []])
  })
})

describe('a test', () => {
  it('is sent at once, also to a disabled webhook, and answers what came of it', async () => {
    const { id } = await add({ enabled: false })
    const { status, json } = await ask(`/webhooks/${id}/test`, { json: {} })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      webhookId: id,
      type: 'webhook.test',
      status: 'delivered',
      attempts: 1,
      history: [{ outcome: 'delivered', responseStatus: 204 }],
    })
    expect(JSON.parse(first().body)).toMatchObject({
      type: 'webhook.test',
      id: json.messageId,
      data: { webhookId: id },
    })
  })

  it('copies an event with other values, under an id of its own', async () => {
    const { id } = await add({ enabled: false })
    await shop.commerce.call.admin.products.create({ body: { title: 'Hive' } })
    const [event] = (await ask('/events?name=product.created')).json.items
    const set = [
      { path: 'data.productId', value: 'prd_x' },
      { path: 'data.more.deep', value: [1] },
      { path: 'data.more.deep.0', value: 2 },
      { path: '__proto__.polluted', value: true },
    ]
    const sent = await ask(`/webhooks/${id}/test`, { json: { eventId: event.id, set } })
    expect(sent.json).toMatchObject({ type: 'product.created', status: 'delivered' })
    const body = JSON.parse(first().body)
    expect(body).toMatchObject({ type: 'product.created', data: { productId: 'prd_x', more: { deep: [2] } } })
    expect(body.id).not.toBe(event.id)
    expect(body.id).toBe(first().headers['webhook-id'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    const unknown = await ask(`/webhooks/${id}/test`, { json: { eventId: 'evt_none' } })
    expect(unknown.json).toMatchObject({ code: 'webhooks.unknownEvent', errors: [{ path: 'body.eventId' }] })
  })

  it('that fails is tried once and says nothing about health', async () => {
    const { id } = await add()
    receiver.behave = (response) => void response.writeHead(500).end()
    const { json } = await ask(`/webhooks/${id}/test`, { json: {} })
    expect(json).toMatchObject({ status: 'failed', history: [{ responseStatus: 500 }] })
    expect((await ask(`/webhooks/${id}`)).json.health).toMatchObject({ status: 'well', failures: 0 })
  })
})
