import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import { ask, bookOf, commandsOf, sell, shipSome } from './selling.ts'
import type { World } from './world.ts'

const NEEDED = ['orders', 'order', 'heard'] as const

/** An order of so many pieces that is in the book. */
async function sold(world: World, pieces: number): Promise<{ readonly there: string; readonly here: string }> {
  await world.listAll()
  const there = sell(world, pieces)
  await ask(world)
  const [order] = await bookOf(world)
  return { there, here: order?.id ?? '' }
}

const heard = ({ platform }: World, id: string) => platform.heard?.(id)

/** Every command has an outcome, whichever. */
async function expectOutcomes(world: World): Promise<void> {
  const open = (await commandsOf(world)).filter(({ status }) => status === 'waiting' || status === 'pending')
  deepStrictEqual(
    open.map(({ kind, outcome }) => [kind, outcome]),
    [],
    'something has no outcome',
  )
}

export const fulfillmentCases: Cases = {
  'fulfilment: that an order is in the book is told': {
    needs: [...NEEDED, 'acknowledges'],
    run: async (world) => {
      const { there } = await sold(world, 1)
      for (let hours = 0; hours < 8; hours += 1) await ask(world)
      ok(heard(world, there)?.isAcknowledged ?? true, 'the channel heard nothing of it')
      const told = (await commandsOf(world)).filter(({ kind }) => kind === 'acknowledge')
      deepStrictEqual(
        told.map(({ status }) => status),
        ['done'],
      )
    },
  },
  'fulfilment: what is sent in parts is told in parts, each once': {
    needs: [...NEEDED, 'ships'],
    run: async (world) => {
      const { there, here } = await sold(world, 3)
      await shipSome(world, here, 1)
      await ask(world)
      strictEqual(heard(world, there)?.shipped, 1)
      await shipSome(world, here, 2)
      await ask(world)
      await ask(world)
      strictEqual(heard(world, there)?.shipped, 3)
      await expectOutcomes(world)
      await world.expectAgreement()
    },
  },
  'fulfilment: what cannot be told at once is told later, once': {
    needs: [...NEEDED, 'ships'],
    run: async (world) => {
      const { there, here } = await sold(world, 2)
      const on = world.options.writes ?? ['POST /*', 'PUT /*']
      world.platform.turn({
        faults: [...on, 'POST /*'].map((call) => ({ on: call, times: 2, fault: { answer: 'reset' } })),
      })
      await shipSome(world, here)
      await ask(world)
      world.platform.calm()
      for (let hours = 0; hours < 8; hours += 1) await ask(world)
      strictEqual(heard(world, there)?.shipped, 2)
      await expectOutcomes(world)
    },
  },
  'fulfilment: what the shop cancels is cancelled at the channel': {
    needs: [...NEEDED, 'cancels'],
    run: async (world) => {
      const { there, here } = await sold(world, 2)
      await world.admin.orders.cancel({ params: { id: here }, body: {} })
      await ask(world)
      await ask(world)
      strictEqual(heard(world, there)?.isCancelled, true)
      await expectOutcomes(world)
      await world.expectAgreement()
    },
  },
  'fulfilment: money is given back by the channel, once': {
    needs: [...NEEDED, 'refunds'],
    run: async (world) => {
      const { there } = await sold(world, 2)
      const { items } = await world.admin.channels.orders({ params: { id: world.id }, query: {} })
      await world.admin.channels.refundOrder({ params: { id: items[0]?.id ?? '' }, body: { amount: 250 } })
      await ask(world)
      await ask(world)
      strictEqual(heard(world, there)?.refunded, 250)
      await expectOutcomes(world)
    },
  },
  'fulfilment: what is sent after a cancel at the channel has an outcome, and stops nothing': {
    needs: [...NEEDED, 'ships', 'cancel'],
    run: async (world) => {
      const { there, here } = await sold(world, 1)
      world.platform.cancel?.(there)
      await shipSome(world, here)
      for (let hours = 0; hours < 8; hours += 1) await ask(world)
      await expectOutcomes(world)
      sell(world, 1, 'SMOKER-S')
      await ask(world)
      strictEqual((await bookOf(world)).length, 2)
    },
  },
}
