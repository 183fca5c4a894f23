import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defineChannel, type Item } from '@vitrine/core'
import { routeHosts, startTestShop } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** A platform that takes whole files, and says later what it made of them. */
async function openCatalogue() {
  const files: string[] = []
  let verdict: unknown = { status: 'working' }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'PUT') files.push(Buffer.concat(parts).toString())
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(request.method === 'PUT' ? { receipt: `file-${files.length}` } : verdict))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const judge = (said: unknown) => {
    verdict = said
  }
  return { url, files, judge, stop: () => new Promise((done) => server.close(done)) }
}

const filed = defineChannel('filed', {
  version: '1.0.0',
  kind: 'feed',
  title: 'Filed',
  hosts: ['files.example'],
  connect: ({ http }) => http({ base: 'https://files.example' }),
  listings: {
    map: (item: Item) => ({ id: item.sku, title: item.title, quantity: item.quantity }),
    feed: {
      every: '1m',
      deliver: async (api, entries) => {
        const lines: string[] = []
        for await (const { shape } of entries) lines.push(JSON.stringify(shape))
        const { body } = await api.put('/feed', { raw: lines.join('\n') })
        return (body as { receipt: string }).receipt
      },
    },
  },
  receipts: {
    poll: async (api, receipts) => {
      const { body } = await api.get('/verdict')
      return receipts.map((receipt) => ({ receipt, ...(body as { status: 'working' }) }))
    },
  },
})

type Catalogue = Awaited<ReturnType<typeof openCatalogue>>
let catalogue: Catalogue
beforeEach(async () => {
  catalogue = await openCatalogue()
})
afterEach(() => catalogue.stop())

describe('a channel that takes whole files', () => {
  it('gets one for many changes, and its verdict makes listings live or rejected', async () => {
    let ahead = 0
    const shop = await startTestShop({
      plugins: [filed()],
      fetch: routeHosts({ 'files.example': catalogue.url }),
      clock: () => Date.now() + ahead,
    })
    const { channels, stock } = shop.commerce.call.admin
    const { id } = await channels.connect({ body: { channel: 'filed', name: 'Files' } })
    const params = { id }
    await channels.confirm({ params })
    await channels.listItems({ params, body: { all: true } })
    await shop.commerce.idle()
    expect(catalogue.files.map((file) => file.split('\n').length)).toEqual([4])
    expect((await channels.get({ params })).listings).toEqual({ pending: 4 })

    const issues = [{ severity: 'error', code: 'NO_VEILS', message: 'We show no veils.' }]
    catalogue.judge({
      status: 'done',
      others: 'live',
      acknowledgements: [{ key: 'VEIL-ONE', outcome: 'rejected', issues }],
    })
    ahead += 60_000
    await shop.commerce.idle()
    expect((await channels.get({ params })).listings).toEqual({ live: 3, rejected: 1 })

    ahead += 120_000
    for (const quantity of [9, 8, 7])
      await stock.bulk({ body: { rows: [{ sku: 'SMOKER-LARGE', location: 'main', set: quantity }] } })
    await shop.commerce.idle()
    await shop.commerce.idle()
    expect(catalogue.files.length).toBe(2)
    expect(catalogue.files[1]).toContain('"quantity":7')
    await shop.close()
  })
})
