import { afterEach, beforeEach, expect, it } from 'vitest'
import { contribute, privateHost } from '../kernel/index.ts'
import { type ServedShop, serveTestShop } from '../testing/shop.ts'
import { openReceiver, type Receiver } from '../webhooks/fixtures/receiver.ts'
import { openPlace, type Place } from './fixtures/run.ts'

let place: Place
let receiver: Receiver
let shop: ServedShop
beforeEach(async () => {
  place = openPlace()
  receiver = await openReceiver()
  shop = await serveTestShop({
    database: { url: place.database },
    contributes: [contribute(privateHost, receiver.host)],
  })
})
afterEach(async () => {
  await shop.close()
  await receiver.close()
  place.remove()
})

const add = () => shop.commerce.call.admin.webhooks.create({ body: { url: receiver.url, enabled: false } })

it('sends the copy of an event with other values, and says what the receiver answered', async () => {
  const webhook = await add()
  await shop.commerce.call.admin.products.create({ body: { title: 'Hive' } })
  const { items } = await shop.commerce.call.admin.events.events({ query: { name: 'product.created' } })
  const from = items[0]?.id ?? ''
  const words = ['--set', 'data.productId=prd_x', '--set', 'data.count=2', '--set', 'aggregate=prd_x']
  const sent = await place.json('webhook', 'send', '--from', from, ...words)
  expect(sent).toMatchObject({ exit: 0, webhookId: webhook.id, type: 'product.created', status: 'delivered' })
  const body = JSON.parse(receiver.received[0]?.body ?? '')
  expect(body).toMatchObject({ aggregate: 'prd_x', data: { productId: 'prd_x', count: 2 } })
  expect(body.id).not.toBe(from)
  const plain = await place.vitrine('webhook', 'send', '--to', webhook.id)
  expect([plain.code, plain.out]).toEqual([
    0,
    expect.stringMatching(/^webhook\.test msg_\w+ to whk_\w+: delivered in \d+ ms/),
  ])
})

it('answers 1 when it was not taken, and asks to which one when there are several', async () => {
  expect((await place.vitrine('webhook', 'send')).error).toContain('There is no webhook.')
  await add()
  receiver.behave = (response) => void response.writeHead(500).end()
  const failed = await place.vitrine('webhook', 'send')
  expect([failed.code, failed.out]).toEqual([1, expect.stringContaining('failed in')])
  expect(failed.out).toContain('The receiver answered 500.')
  const other = await add()
  expect((await place.vitrine('webhook', 'send')).error).toContain(`--to ${other.id}`)
  expect((await place.vitrine('webhook', 'send', '--to', 'whk_none')).error).toContain('There is no webhook')
})
