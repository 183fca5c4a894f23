import { ok, strictEqual } from 'node:assert/strict'
import type { Cases } from '../cases.ts'
import { bookOf, sell, shipSome } from '../selling.ts'
import type { World } from '../world.ts'
import { afterListing, dying, HOUR } from './dying.ts'

const HOOKS = ['webhook', 'listen', 'orders', 'order'] as const

async function sellAndWait(world: World): Promise<void> {
  sell(world)
  world.advance(HOUR)
}

const inTheBook = async (world: World, times: number) =>
  strictEqual((await bookOf(world)).length, times, 'each order is in the book once')

export const orderCrashes: Cases = {
  'crash: while orders are asked for, kept and taken into the book': {
    needs: ['orders', 'order'],
    run: afterListing((world) =>
      dying(world, {
        places: ['channels.pulled', 'channels.stored', 'channels.placed'],
        deed: sellAndWait,
        check: inTheBook,
      }),
    ),
  },
  'crash: while an order that changed at the channel is followed': {
    needs: ['orders', 'order', 'cancel'],
    run: afterListing(async (world) => {
      const id = sell(world, 2)
      world.advance(HOUR)
      await world.settle()
      await dying(world, {
        places: ['channels.followed'],
        deed: async () => {
          world.platform.cancel?.(id)
          world.advance(HOUR)
        },
        check: async () => strictEqual((await bookOf(world))[0]?.status, 'cancelled'),
      })
    }),
  },
  'crash: while a message is kept, and while it is done with': {
    needs: HOOKS,
    run: afterListing((world) => hearing(world, ['channels.hookStored', 'channels.hookHandled'])),
  },
  'crash: while the order of a message is read': {
    needs: [...HOOKS, 'read'],
    run: afterListing((world) => hearing(world, ['channels.hookRead'])),
  },
}

/** Orders of which messages tell. The platform says again what nobody took. */
async function hearing(world: World, places: readonly string[]): Promise<void> {
  const relay = await world.listen()
  await dying(world, {
    places,
    deed: async () => {
      const before = relay.heard().length
      sell(world)
      await relay.arrival(before)
    },
    soon: inTheBook,
    check: inTheBook,
  })
}

const TELLING = [
  'channels.commandAsked',
  'channels.commandSent',
  'channels.commandSettled',
  ['channels.commandSent', 'channels.commandReadBack'],
] as const

/** Orders that are in the book, one for each time that the process dies. */
async function sold(world: World): Promise<readonly string[]> {
  const ids = TELLING.map(() => sell(world, 2))
  world.advance(HOUR)
  await world.settle()
  strictEqual((await bookOf(world)).length, ids.length)
  return ids
}

const heardOf = (world: World, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const told = world.platform.heard?.(id)
    return told === undefined ? [] : [told]
  })

async function openOrder(world: World): Promise<string> {
  const found = (await bookOf(world)).find(({ status, fulfillmentStatus }) => {
    return status === 'open' && fulfillmentStatus === 'unfulfilled'
  })
  ok(found !== undefined, 'an order waits')
  return found.id
}

const COMMANDS = ['orders', 'order', 'heard'] as const

export const commandCrashes: Cases = {
  'crash: while a shipment is told': {
    needs: [...COMMANDS, 'ships'],
    run: afterListing(async (world) => {
      const ids = await sold(world)
      await dying(world, {
        places: TELLING,
        deed: async () => shipSome(world, await openOrder(world)),
        check: async (_, times) => {
          const shipped = heardOf(world, ids).reduce((sum, told) => sum + told.shipped, 0)
          strictEqual(shipped, 2 * times, 'each parcel is told once')
        },
      })
    }),
  },
  'crash: while a cancellation is told': {
    needs: [...COMMANDS, 'cancels'],
    run: afterListing(async (world) => {
      const ids = await sold(world)
      await dying(world, {
        places: TELLING,
        deed: async () => world.admin.orders.cancel({ params: { id: await openOrder(world) }, body: {} }),
        check: async (_, times) =>
          strictEqual(heardOf(world, ids).filter(({ isCancelled }) => isCancelled).length, times, 'each is told'),
      })
    }),
  },
  'crash: while a refund is told': {
    needs: [...COMMANDS, 'refunds'],
    run: afterListing(async (world) => {
      const ids = await sold(world)
      const { items } = await world.admin.channels.orders({ params: { id: world.id }, query: { limit: 100 } })
      await dying(world, {
        places: TELLING,
        deed: (_, time) => {
          const intake = items.find(({ externalId }) => externalId === ids[time])
          return world.admin.channels.refundOrder({ params: { id: intake?.id ?? '' }, body: { amount: 100 } })
        },
        check: async (_, times) => {
          const refunded = heardOf(world, ids).reduce((sum, told) => sum + told.refunded, 0)
          strictEqual(refunded, 100 * times, 'each is paid once')
        },
      })
    }),
  },
}
