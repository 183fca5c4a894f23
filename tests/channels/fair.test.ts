import { startTestShop } from '@vitrine/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import type { AnyChannel } from '../../packages/core/src/channels/index.ts'
import { atFair, fairChannel, openFair, standing } from '../fault/fixtures/fair.ts'

let shop: Awaited<ReturnType<typeof openAtFair>>
afterEach(() => shop.close())

/** A shop that sells at a fair, whose channel is as the case needs it. */
async function openAtFair(change: (channel: AnyChannel) => AnyChannel) {
  const fair = openFair()
  const channel = change(fairChannel(fair))
  const opened = await startTestShop({
    contributes: [standing(channel)],
  })
  const { admin } = opened.commerce.call
  const { id } = await admin.channels.connect({ body: { channel: 'fair', name: 'Fair' } })
  const settle = async () => {
    for (let round = 0; round < 4; round += 1) await opened.commerce.idle()
  }
  const db = opened.commerce.core.db
  /** What is looked at later is looked at now. */
  const hurry = async () => {
    const lines = ['update channel_receipts set poll_at = 0', 'update channel_lanes set next_at = 0']
    await db.batch(lines.map((sql) => ({ sql, args: [], touches: 'channels' })))
    await settle()
  }
  const told = async () =>
    (await admin.channels.commands({ params: { id }, query: {} })).items
      .reverse()
      .map(({ kind, status, payload }) => [kind, status, (payload as { status?: string }).status])
  const begin = async (order: Parameters<typeof atFair>[2]) => {
    atFair(fair, 'F-1', order)
    await admin.channels.confirm({ params: { id } })
    await settle()
    const { items } = await admin.fulfillment.list({ query: {} })
    return items[0]
  }
  return { ...opened, fair, admin, id, settle, hurry, told, begin }
}

const veil = { lines: [{ externalId: '1', key: 'VEIL-ONE', title: 'Veil', quantity: 2, unitPrice: 1_450 }] }

describe('an order that its buyer fetches', () => {
  it('is told as ready and as collected, and not as sent', async () => {
    shop = await openAtFair((channel) => ({
      ...channel,
      orders: { ...(channel.orders as NonNullable<typeof channel.orders>), ready: async () => ({ outcome: 'done' }) },
    }))
    const work = await shop.begin({ ...veil, delivery: 'pickup', location: 'main' })
    expect(work).toMatchObject({ method: 'pickup' })
    const params = { id: work?.id ?? '' }
    await shop.admin.fulfillment.ready({ params })
    await shop.settle()
    await shop.admin.fulfillment.fulfill({ params, body: {} })
    await shop.settle()
    expect(await shop.told()).toEqual([
      ['acknowledge', 'done', undefined],
      ['ready', 'done', 'ready'],
      ['ready', 'done', 'collected'],
    ])
  })
})

describe('a command that the channel takes and judges later', () => {
  it.each([
    ['live', 'done'],
    ['rejected', 'refused'],
  ] as const)('is asked about until it is judged: %s', async (outcome, status) => {
    let isJudged = false
    shop = await openAtFair((channel) => ({
      ...channel,
      orders: {
        ...(channel.orders as NonNullable<typeof channel.orders>),
        ship: async (_api, { externalId }) => ({ outcome: 'pending', receipt: `feed-of-${externalId}` }),
      },
      receipts: {
        poll: async (_api, receipts) =>
          receipts.map((receipt) => ({
            receipt,
            ...(isJudged
              ? { status: 'done', acknowledgements: [{ key: 'F-1', outcome, issues: [] }] }
              : { status: 'working' }),
          })),
      },
    }))
    const work = await shop.begin(veil)
    await shop.admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: {} })
    await shop.settle()
    await shop.hurry()
    expect((await shop.told()).at(-1)).toEqual(['ship', 'pending', undefined])
    isJudged = true
    await shop.hurry()
    expect((await shop.told()).at(-1)).toEqual(['ship', status, undefined])
  })
})

describe('what was sent at the channel', () => {
  it('before the account was connected is kept and takes no stock', async () => {
    shop = await openAtFair((channel) => channel)
    expect(await shop.begin({ ...veil, status: 'shipped', placedAt: '2020-01-01T00:00:00Z' })).toBeUndefined()
    const { items } = await shop.admin.channels.orders({ params: { id: shop.id }, query: {} })
    expect(items).toMatchObject([{ status: 'applied', orderId: null, issue: null }])
  })

  it('and not here is in the book, and a task for people until they say from where', async () => {
    shop = await openAtFair((channel) => channel)
    const placedAt = new Date(Date.now() + 60_000).toISOString()
    const work = await shop.begin({ ...veil, status: 'shipped', placedAt })
    const seen = async () => (await shop.admin.channels.orders({ params: { id: shop.id }, query: {} })).items[0]
    expect(await seen()).toMatchObject({ status: 'parked', issue: { code: 'shipped_there' } })
    await shop.admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: {} })
    await shop.admin.channels.retryOrder({ params: { id: (await seen())?.id ?? '' } })
    await shop.settle()
    expect(await seen()).toMatchObject({ status: 'applied', issue: null })
  })
})

describe('a connection whose account is not taken any more', () => {
  it('tells people, who connect it again', async () => {
    let isLocked = true
    shop = await openAtFair((channel) => ({
      ...channel,
      orders: {
        ...(channel.orders as NonNullable<typeof channel.orders>),
        pull: async (api, from) => {
          if (isLocked) throw Object.assign(new Error('locked'), { failure: { kind: 'auth', message: 'locked' } })
          return (channel.orders as NonNullable<typeof channel.orders>).pull(api, from)
        },
      },
    }))
    expect(await shop.begin(veil)).toBeUndefined()
    const params = { id: shop.id }
    expect((await shop.admin.channels.get({ params })).health.status).toBe('broken')
    isLocked = false
    await shop.admin.channels.test({ params })
    await shop.hurry()
    expect((await shop.admin.channels.orders({ params, query: {} })).items).toMatchObject([{ status: 'applied' }])
  })
})
