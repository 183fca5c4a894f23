import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { message, sendMessage } from '../index.ts'
import { contribute, route } from '../kernel/index.ts'
import { type Envelope, mailTransport } from '../mail/index.ts'
import { startTestShop } from '../testing/seeded.ts'
import type { ServedShop } from '../testing/shop.ts'
import { definePlugin } from './define.ts'

const greetings = message('concierge/greeting', {
  data: v.object({ guest: v.string(), room: v.number() }),
  write: ({ guest, room }, { language, shop }) => ({
    subject: language === 'pl' ? `Pokój ${room}` : `Room ${room}`,
    name: guest,
    parts: [
      { kind: 'text', text: `Welcome to ${shop}.` },
      { kind: 'button', label: 'Open', link: 'https://shop.example.com/' },
    ],
  }),
})

const concierge = definePlugin({
  id: 'concierge',
  version: '1.0.0',
  config: v.object({ fee: v.optional(v.number(), 250) }),
  contract: {
    greet: route.post('/greetings', {
      access: 'mail:write',
      body: v.strictObject({ language: v.string(), room: v.number() }),
      output: v.object({}),
    }),
  },
  handlers: {
    greet: async ({ body: { language, room } }, { ctx, db }) => {
      await db.run('greet', () => ({
        statements: sendMessage(ctx, greetings, { to: 'ada@example.com', language, data: { guest: 'Ada', room } }),
        result: null,
      }))
      return {}
    },
  },
  delivery: {
    types: ['pickup'],
    quote: ({ option, parcel, ctx }, { config, now }) => {
      if (config.fee === 13) throw new Error('unlucky')
      if (parcel.goods.some(({ quantity }) => quantity > 3)) return null
      const places = (option.pickupLocationIds ?? []).map((locationId) => ({
        locationId,
        readyAt: now() + 60_000,
      }))
      return { ...option, code: 'stolen', amount: config.fee, description: ctx.market.code, places }
    },
  },
  messages: { greetings },
})

let shop: ServedShop<readonly [ReturnType<typeof concierge>]>
const sent: Envelope[] = []
const open = async (fee?: number) => {
  sent.length = 0
  shop = await startTestShop({
    plugins: [concierge(fee === undefined ? {} : { fee })],
    contributes: [
      contribute(mailTransport, { id: 'test', send: (envelope) => Promise.resolve(void sent.push(envelope)) }),
    ],
  })
}
afterEach(() => shop.close())

const cartOf = async (quantity: number) => {
  const { carts } = shop.commerce.call.store
  const { id, token } = await carts.create({ body: { lines: [{ sku: 'VEIL-ONE', quantity }] } })
  const headers = { 'Vitrine-Cart': token }
  const { items } = await carts.deliveryOptions({ params: { id }, headers })
  return {
    pickup: items.find(({ type }) => type === 'pickup'),
    choose: () => carts.chooseDelivery({ params: { id }, body: { code: 'fetch' }, headers }),
  }
}

describe('the say of a plugin about delivery', () => {
  it('sets price, places and times, and reaches the cart', async () => {
    await open()
    const { pickup, choose } = await cartOf(2)
    expect(pickup).toMatchObject({ code: 'fetch', price: { amount: 250 }, description: 'main' })
    expect(pickup?.places).toEqual([
      { locationId: pickup?.pickupLocationIds[0], readyAt: expect.stringMatching(/Z$/), missingLineIds: [] },
    ])
    const { delivery, totals } = await choose()
    expect(delivery).toMatchObject({ code: 'fetch', readyAt: expect.stringMatching(/Z$/) })
    expect(totals.delivery.amount).toBe(250)
  })

  it('withdraws a way of delivery', async () => {
    await open()
    const { pickup, choose } = await cartOf(4)
    expect(pickup).toBeUndefined()
    await expect(choose()).rejects.toMatchObject({ code: 'carts.deliveryUnavailable' })
  })

  it.each([13, -1, 0.5])('is not offered when it fails or costs no whole number (%d)', async (fee) => {
    await open(fee)
    expect((await cartOf(1)).pickup).toBeUndefined()
  })
})

describe('a message of a plugin', () => {
  it('is written in the language of its reader, greets and ends like all mails', async () => {
    await open()
    await shop.commerce.call.concierge.greet({ body: { language: 'pl-PL', room: 7 } })
    await shop.commerce.idle()
    expect(sent).toMatchObject([{ to: 'ada@example.com', subject: 'Pokój 7' }])
    expect(sent[0]?.text).toMatch(/Ada[\s\S]*Welcome to[\s\S]*https:\/\/shop.example.com/)
  })

  it('is refused with facts that are wrong, and by a name that is not its own', async () => {
    await open()
    expect(() =>
      sendMessage(shop.commerce.core, greetings, { to: 'a@example.com', language: 'en', data: {} as never }),
    ).toThrow()
    expect(() => definePlugin({ id: 'other', version: '1.0.0', messages: { greetings } })).toThrow(
      /must begin with other/,
    )
  })
})
