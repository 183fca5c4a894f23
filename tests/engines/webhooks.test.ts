import { afterAll, beforeAll, expect, it } from 'vitest'
import { contribute, privateHost } from '../../packages/core/src/kernel/index.ts'
import { openTestShop, type TestShop } from '../../packages/core/src/testing/shop.ts'
import { openReceiver, provenBy, type Receiver } from '../../packages/core/src/webhooks/fixtures/receiver.ts'
import { describeServer } from './fixtures/server.ts'

const PRODUCTS = 30

describeServer('two processes of a shop on a libSQL server', (server) => {
  let receiver: Receiver
  let shops: TestShop[] = []
  beforeAll(async () => {
    receiver = await openReceiver((response) => void setTimeout(() => response.writeHead(204).end(), 20))
    const contributes = [contribute(privateHost, receiver.host)]
    for (let at = 0; at < 2; at += 1) shops.push(await openTestShop({ ...server.options(), contributes }))
  })
  afterAll(async () => {
    for (const shop of shops.splice(0)) await shop.close()
    await receiver.close()
    shops = []
  })

  it('tell each event once, whichever of them it happened in', async () => {
    const calls = shops.map(({ commerce }) => commerce.call.admin)
    const { secret } = (await calls[0]?.webhooks.create({
      body: { url: receiver.url, events: ['product.created'] },
    })) ?? { secret: null }
    const make = (at: number) => calls[at % 2]?.products.create({ body: { title: `Jar ${at}` } })
    await Promise.all(Array.from({ length: PRODUCTS }, (_, at) => make(at)))
    const isOver = async () => {
      const page = await calls[1]?.webhooks.deliveries({ query: { status: 'delivered', limit: 100 } })
      return page?.items.length
    }
    await expect.poll(isOver, { timeout: 15_000 }).toBe(PRODUCTS)
    expect([receiver.received.length, new Set(receiver.ids()).size]).toEqual([PRODUCTS, PRODUCTS])
    expect(receiver.received.every((one) => provenBy(secret ?? '', one).length === 1)).toBe(true)
  })
})
