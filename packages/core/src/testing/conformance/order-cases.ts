import { ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import { ask, bookOf as book, sell } from './selling.ts'
import type { World } from './world.ts'

const PARTS = ['orders', 'order', 'heard'] as const

const intakes = async ({ admin, id }: World) => (await admin.channels.orders({ params: { id }, query: {} })).items

/** Corrupt, of another kind, and of a time to come. */
const ABSURD = ['%00 no cursor at all', '{}', '9999-12-31T23:59:59.999Z', '253402300799999']

export const orderCases: Cases = {
  'orders: each is in the book once, as it was sold, and takes stock everywhere': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 2 }] })
      await ask(world)
      await ask(world)
      strictEqual((await book(world)).length, 1)
      await world.expectAgreement()
    },
  },
  'orders: a masked buyer is no obstacle': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 1 }], isMasked: true })
      await ask(world)
      strictEqual((await book(world)).length, 1)
    },
  },
  'orders: what was sold and is not there becomes a task, never a negative number': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      await world.admin.channels.pause({ params: { id: world.id } })
      await world.stock('VEIL-ONE', 1)
      world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 3 }] })
      await world.admin.channels.resume({ params: { id: world.id } })
      await ask(world)
      strictEqual((await book(world)).length, 1)
      const { items } = await world.admin.stock.tasks({ query: {} })
      ok(items.length > 0, 'somebody is asked to see to it')
    },
  },
  'orders: a cancellation at the channel gives the stock back': {
    needs: ['orders', 'order', 'cancel'],
    run: async (world) => {
      await world.listAll()
      const id = world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 2 }] })
      await ask(world)
      world.platform.cancel?.(id ?? '')
      await ask(world)
      const [order] = await book(world)
      strictEqual(order?.status, 'cancelled')
      await world.expectAgreement()
    },
  },
  'orders: one that was cancelled before we heard of it takes no stock': {
    needs: ['orders', 'order', 'cancel'],
    run: async (world) => {
      await world.listAll()
      const id = world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 2 }] })
      world.platform.cancel?.(id ?? '')
      await ask(world)
      await world.expectAgreement()
    },
  },
  'orders: failures while they are asked for lose none and double none': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      for (let number = 0; number < 5; number += 1)
        world.platform.order?.({ lines: [{ key: 'SMOKER-S', quantity: 1 }] })
      world.platform.turn({
        faults: [
          { on: 'GET /*', times: 4, fault: { answer: 'truncated' } },
          { on: 'GET /*', times: 2, fault: { answer: 'reset' } },
        ],
      })
      await ask(world)
      world.platform.calm()
      await ask(world)
      strictEqual((await book(world)).length, 5)
      await world.expectAgreement()
    },
  },
  'orders: pages that are short, begin again and are behind bring each once': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      world.platform.turn({ pages: { size: 2, repeated: 1 }, staleness: 90_000 })
      for (let number = 0; number < 5; number += 1) sell(world, 1, 'SMOKER-S')
      await ask(world)
      await ask(world)
      strictEqual((await book(world)).length, 5)
      await world.expectAgreement()
    },
  },
  'orders: money and time are those of the channel, to the cent and the second': {
    needs: PARTS,
    run: async (world) => {
      await world.listAll()
      const id = world.platform.order?.({ lines: ['VEIL-ONE', 'SMOKER-S'].map((key) => ({ key, quantity: 3 })) }) ?? ''
      await ask(world)
      const [found] = await book(world)
      const order = await world.admin.orders.get({ params: { id: found?.id ?? '' } })
      const { total, placedAt } = world.platform.heard?.(id) ?? {}
      ok(total !== undefined && placedAt !== undefined, 'the platform tells what was paid, and when')
      const { totals, lines } = order
      strictEqual(totals.total.amount, total)
      const net = totals.taxIncluded ? 0 : totals.tax.amount
      const parts = lines.reduce((sum, { amount, adjustment }) => sum + amount.amount + adjustment.amount, 0)
      strictEqual(parts + totals.shipping.amount + net, total, 'what the lines say is what was paid')
      strictEqual(Math.floor(Date.parse(order.placedAt) / 1_000), Math.floor(placedAt / 1_000))
    },
  },
  'orders: an item that nobody knows is parked with its name, stops no other, and is taken in when it is told': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      sell(world, 1, 'NOBODY-1')
      sell(world)
      await ask(world)
      strictEqual((await book(world)).length, 1)
      const parked = (await intakes(world)).filter(({ status }) => status === 'parked')
      strictEqual(parked.length, 1)
      ok(JSON.stringify(parked[0]?.issue).includes('NOBODY-1'), 'the item is named')
      const veil = await world.admin.products.get({ params: { id: 'veil' } })
      const body = { key: 'NOBODY-1', variant: veil.variants[0]?.id ?? '' }
      await world.admin.channels.mapItem({ params: { id: parked[0]?.id ?? '' }, body })
      await ask(world)
      strictEqual((await book(world)).length, 2)
      await world.expectAgreement()
    },
  },
  'orders: a cursor that makes no sense, or is of a time to come, loses none': {
    needs: ['orders', 'order'],
    run: async (world) => {
      await world.listAll()
      sell(world)
      await ask(world)
      for (const [at, cursor] of ABSURD.entries()) {
        await world.write("update channel_lanes set cursor = ? where lane = 'pull'", [cursor])
        sell(world)
        for (let hours = 0; hours < 3; hours += 1) await ask(world)
        strictEqual((await book(world)).length, at + 2, `with the cursor ${cursor}`)
      }
      await world.expectAgreement()
    },
  },
}
