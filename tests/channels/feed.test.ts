import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defineChannel, type Item } from '@vitrine/core'
import { routeHosts } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccountShop } from './fixtures/account-shop.ts'

/** A platform that takes whole files, and says later what it made of them. */
async function openCatalogue() {
  const files: string[] = []
  const verdicts = new Map<string, unknown>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'PUT') files.push(Buffer.concat(parts).toString())
      response.setHeader('content-type', 'application/json')
      const receipt = request.url?.split('/').at(-1) ?? ''
      const verdict = verdicts.get(receipt) ?? { status: 'working' }
      response.end(JSON.stringify(request.method === 'PUT' ? { receipt: `file-${files.length}` } : verdict))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const judge = (said: unknown, receipt = `file-${files.length}`) => {
    verdicts.set(receipt, said)
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
      const answers = await Promise.all(receipts.map((receipt) => api.get(`/verdict/${receipt}`)))
      return receipts.map((receipt, at) => ({ receipt, ...(answers[at]?.body as { status: 'working' }) }))
    },
  },
})

type Catalogue = Awaited<ReturnType<typeof openCatalogue>>
let catalogue: Catalogue
beforeEach(async () => {
  catalogue = await openCatalogue()
})
afterEach(() => catalogue.stop())

const live = { status: 'done', others: 'live', acknowledgements: [] }
const issues = [{ severity: 'error', code: 'NO_VEILS', message: 'We show no veils.' }]
const noVeils = { ...live, acknowledgements: [{ key: 'VEIL-ONE', outcome: 'rejected', issues }] }

async function openShop() {
  const shop = await openAccountShop({ channel: filed(), fetch: routeHosts({ 'files.example': catalogue.url }) })
  const { channels, params } = shop
  await channels.listItems({ params, body: { all: true } })
  await shop.idle()
  const statuses = async () => (await channels.get({ params })).listings
  return { ...shop, statuses }
}
let made: Awaited<ReturnType<typeof openShop>>

describe('a channel that takes whole files', () => {
  beforeEach(async () => {
    made = await openShop()
  })
  afterEach(() => made.shop.close())

  it('gets one for many changes, and its verdict makes listings live or rejected', async () => {
    const { pass, setStock, statuses } = made
    expect(catalogue.files.map((file) => file.split('\n').length)).toEqual([4])
    expect(await statuses()).toEqual({ pending: 4 })
    catalogue.judge(noVeils)
    await pass(60_000)
    expect(await statuses()).toEqual({ live: 3, rejected: 1 })
    await pass(120_000)
    for (const quantity of [9, 8, 7]) await setStock('SMOKER-LARGE', quantity)
    await pass(61_000)
    expect(catalogue.files.at(-1)).toContain('"quantity":7')
    expect(catalogue.files.length).toBeLessThanOrEqual(4)
  })

  it('asks only about what is another than in the file before', async () => {
    const { pass, setStock, statuses, rows } = made
    catalogue.judge(noVeils)
    await pass(60_000)
    const since = () => rows(`select key, status_at from channel_listings where key <> 'SMOKER-LARGE' order by key`)
    const before = await since()
    await setStock('SMOKER-LARGE', 9)
    await pass(61_000)
    expect(catalogue.files).toHaveLength(2)
    expect(await statuses()).toEqual({ live: 2, rejected: 1, pending: 1 })
    catalogue.judge(noVeils)
    await pass(60_000)
    expect(await statuses()).toEqual({ live: 3, rejected: 1 })
    expect(await since()).toEqual(before)
  })

  it('judges by a file what stood in it, and nothing that came after it', async () => {
    const { pass, setStock, statuses, rows } = made
    await setStock('SMOKER-LARGE', 9)
    await pass(61_000)
    expect(catalogue.files).toHaveLength(2)
    catalogue.judge(live, 'file-1')
    await pass(60_000)
    expect(await rows('select key, status from channel_listings order by key')).toEqual([
      ['HIVE-TOOL-ONE', 'live'],
      ['SMOKER-LARGE', 'pending'],
      ['SMOKER-SMALL', 'live'],
      ['VEIL-ONE', 'live'],
    ])
    catalogue.judge(noVeils, 'file-2')
    await pass(300_000)
    expect(await statuses()).toEqual({ live: 3, rejected: 1 })
  })

  it('that failed is written anew, and once', async () => {
    const { pass, statuses } = made
    catalogue.judge({ status: 'failed', message: 'broken' }, 'file-1')
    await pass(61_000)
    await pass(61_000)
    expect(catalogue.files).toHaveLength(2)
    catalogue.judge(live, 'file-2')
    await pass(60_000)
    expect(await statuses()).toEqual({ live: 4 })
  })

  it('is judged a few lines at a time', async () => {
    const { shop, pass, statuses, params, rows } = made
    const { db } = shop.commerce.core
    const many = 1_500
    await db.batch([
      {
        sql: `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})
          insert into channel_listings (id, connection_id, item_id, product_id, key, status, status_at, is_wanted, is_sent, sent_hash, dirty, done, marked_at, created_at, updated_at)
          select 'lst_' || i, '${params.id}', 'var_' || i, 'prd_' || i, 'K-' || i, 'pending', 1, 1, 1, 'hash', 1, 1, 1, 1, 1 from n`,
        args: [],
      },
    ])
    const sizes: number[] = []
    const { batch } = db
    Object.assign(db, {
      batch: (lines: Parameters<typeof batch>[0], options: Parameters<typeof batch>[1]) => {
        sizes.push(lines.length)
        return batch(lines, options)
      },
    })
    catalogue.judge(noVeils)
    await pass(60_000)
    Object.assign(db, { batch })
    expect(await statuses()).toEqual({ live: many + 3, rejected: 1 })
    expect(await rows('select count(*) from channel_receipts')).toEqual([[0]])
    expect(Math.max(...sizes)).toBeLessThan(many)
    expect(sizes.filter((size) => size > 100).length).toBeGreaterThan(5)
  })
})
