import { ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import type { World } from './world.ts'

const quantityOf = async (world: World, key: string) =>
  (await world.platform.shows()).find((item) => item.key === key)?.quantity

export const stockCases: Cases = {
  'stock: the newest wins, and a burst is few calls': {
    needs: ['stock'],
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
  'stock: a policy keeps a buffer, caps, and stops': {
    needs: ['stock'],
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
      ok(price === undefined || price === 1_699, `14.50 and 12 % is ${price}`)
    },
  },
  'pause: nothing is sent, and the newest goes after it': {
    needs: ['stock'],
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
