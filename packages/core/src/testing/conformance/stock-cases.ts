import { ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import type { World } from './world.ts'

const quantityOf = async (world: World, key: string) =>
  (await world.platform.shows()).find((item) => item.key === key)?.quantity

const PARCEL = {
  code: 'parcel',
  type: 'shipping' as const,
  texts: { en: { name: 'Parcel' } },
  rates: [{ market: 'main', currency: 'EUR', amount: 595 }],
}
const ORDER = {
  email: 'ada@example.com',
  shippingAddress: {
    firstName: 'Ada',
    lastName: 'Example',
    line1: 'Bijenweg 1',
    city: 'Utrecht',
    postalCode: '3511 AA',
    country: 'NL',
  },
}

export const stockCases: Cases = {
  'stock: the newest wins, and a burst is few calls': {
    needs: ['stock', 'counts'],
    run: async (world) => {
      await world.listAll()
      const before = world.platform.writes()
      for (const quantity of [24, 20, 11, 9, 3, 7]) await world.stock('VEIL-ONE', quantity)
      await world.settle()
      strictEqual(await quantityOf(world, 'VEIL-ONE'), 7)
      ok(world.platform.writes() - before <= 6, 'not more calls than changes')
    },
  },
  'stock: nothing left is none shown': {
    needs: ['stock'],
    run: async (world) => {
      await world.listAll()
      await world.stock('VEIL-ONE', 0)
      await world.settle()
      const item = (await world.platform.shows()).find(({ key }) => key === 'VEIL-ONE')
      ok(item?.quantity === 0 || item?.isLive === false, `it shows ${item?.quantity}`)
    },
  },
  'stock: what is promised to others is not shown': {
    needs: ['stock', 'counts'],
    run: async (world) => {
      await world.listAll()
      const { delivery, orders } = world.admin
      await delivery.create({ body: PARCEL })
      const { id } = await orders.createDraft({
        body: { ...ORDER, lines: [{ sku: 'VEIL-ONE', quantity: 4 }], delivery: { code: PARCEL.code } },
      })
      await orders.completeDraft({ params: { id } })
      await world.settle()
      strictEqual(await quantityOf(world, 'VEIL-ONE'), 21)
      await world.expectAgreement()
    },
  },
  'stock: a policy keeps a buffer, caps, and stops': {
    needs: ['stock', 'counts'],
    run: async (world) => {
      await world.listAll()
      const params = { id: world.id }
      const policy = async (stockPolicy: object) => {
        await world.admin.channels.update({ params, body: { stockPolicy } })
        await world.settle()
        return quantityOf(world, 'VEIL-ONE')
      }
      strictEqual(await policy({ buffer: 5 }), 20)
      strictEqual(await policy({ cap: 3 }), 3)
      strictEqual(await policy({ percent: 50 }), 12)
      ok([0, undefined].includes(await policy({ stopAt: 25 })), 'at the stop level none are shown')
      strictEqual(await policy({}), 25)
    },
  },
  'prices: a policy marks up and rounds': {
    needs: ['prices'],
    run: async (world) => {
      await world.listAll()
      await world.admin.channels.update({
        params: { id: world.id },
        body: { pricePolicy: { percent: 12, ending: 99 } },
      })
      await world.settle()
      const price = (await world.platform.shows()).find(({ key }) => key === 'VEIL-ONE')?.price
      strictEqual(price, 1_699, '14.50 and 12 %, ending in .99')
    },
  },
  'pause: with none to be shown, there is none at the channel until it goes on': {
    needs: ['stock'],
    run: async (world) => {
      await world.listAll()
      const params = { id: world.id }
      await world.admin.channels.update({ params, body: { stockPolicy: { cap: 0 } } })
      await world.settle()
      await world.admin.channels.pause({ params })
      await world.stock('VEIL-ONE', 11)
      await world.shop.commerce.idle()
      for (const { key, isLive, quantity } of await world.platform.shows())
        ok(!isLive || quantity === 0, `${key} shows ${quantity} in the pause`)
      await world.admin.channels.update({ params, body: { stockPolicy: {} } })
      await world.admin.channels.resume({ params })
      await world.settle()
      await world.expectAgreement()
    },
  },
  'pause: nothing is sent, and the newest goes after it': {
    needs: ['stock', 'counts'],
    run: async (world) => {
      await world.listAll()
      const params = { id: world.id }
      await world.admin.channels.pause({ params })
      const before = world.platform.writes()
      for (const quantity of [20, 4]) await world.stock('VEIL-ONE', quantity)
      await world.shop.commerce.idle()
      strictEqual(world.platform.writes() - before, 0)
      await world.admin.channels.resume({ params })
      await world.settle()
      strictEqual(await quantityOf(world, 'VEIL-ONE'), 4)
    },
  },
}
