import { ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import type { World } from './world.ts'

const book = async (world: World) => (await world.admin.orders.list({ query: { limit: 100 } })).items

/** Lets the time pass after which the channel is asked for orders. */
async function ask(world: World): Promise<void> {
  world.advance(3_600_000)
  await world.settle()
}

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
}
