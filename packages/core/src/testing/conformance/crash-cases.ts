import { ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import type { World } from './world.ts'

interface Dying {
  /** Where the process dies, each time after the deed was done anew. */
  readonly places: readonly string[]
  readonly deed: (world: World, time: number) => Promise<unknown>
  /** What else must be true when it has gone on. */
  readonly check?: (world: World, times: number) => Promise<void>
}

/** The process dies at each place in turn, is opened again on what it left, and ends where it should, with nothing done twice. */
async function dying(world: World, { places, deed, check }: Dying): Promise<void> {
  for (const [time, place] of places.entries()) {
    ok(await world.dieAt(place, () => deed(world, time)), `the place ${place} was never passed`)
    await world.settle()
    await world.expectAgreement()
    const keys = (await world.platform.shows()).filter(({ isLive }) => isLive).map(({ key }) => key)
    strictEqual(new Set(keys).size, keys.length, 'nothing is shown twice')
    await check?.(world, time + 1)
  }
}

const HANDLES = ['veil', 'hive-tool', 'smoker']
const listing = ({ id }: World, handle: string | undefined) => ({ params: { id }, body: { products: [handle ?? ''] } })

const after = (run: (world: World) => Promise<void>) => async (world: World) => {
  await world.listAll()
  await run(world)
}

const listings: Cases = {
  'crash: while listings are made': {
    needs: ['publish'],
    run: (world) =>
      dying(world, {
        places: ['channels.asked', 'channels.answered', 'channels.settled'],
        deed: (_, time) => world.admin.channels.listItems(listing(world, HANDLES[time])),
      }),
  },
  'crash: while listings are changed': {
    needs: ['publish'],
    run: after((world) =>
      dying(world, {
        places: ['channels.asked', 'channels.answered', 'channels.settled'],
        deed: (_, time) =>
          world.admin.products.update({ params: { id: 'veil' }, body: { title: `Round veil, number ${time}` } }),
      }),
    ),
  },
  'crash: while listings are ended': {
    needs: ['publish'],
    run: after((world) =>
      dying(world, {
        places: ['channels.withdrawn'],
        deed: (_, time) => world.admin.channels.unlist(listing(world, HANDLES[time])),
      }),
    ),
  },
  'crash: while listings are looked at': {
    needs: ['observe'],
    run: after((world) =>
      dying(world, { places: ['channels.observed'], deed: async () => world.advance(26 * 3_600_000) }),
    ),
  },
  'crash: while stock is sent': {
    needs: ['stock'],
    run: after((world) =>
      dying(world, { places: ['channels.pushed'], deed: (_, time) => world.stock('VEIL-ONE', 6 - time) }),
    ),
  },
}

const HOUR = 3_600_000
const book = async (world: World) => (await world.admin.orders.list({ query: { limit: 100 } })).items

async function sell(world: World): Promise<void> {
  world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 1 }] })
  world.advance(HOUR)
}

const orders: Cases = {
  'crash: while orders are asked for, kept and taken into the book': {
    needs: ['orders', 'order'],
    run: after((world) =>
      dying(world, {
        places: ['channels.pulled', 'channels.stored', 'channels.placed'],
        deed: sell,
        check: async (_, times) => strictEqual((await book(world)).length, times, 'each order is in the book once'),
      }),
    ),
  },
  'crash: while a shipment is told': {
    needs: ['orders', 'order', 'heard', 'ship'],
    run: after(async (world) => {
      const ids: string[] = []
      const places = ['channels.commandAsked', 'channels.commandSent', 'channels.commandSettled']
      for (const _ of places) ids.push(world.platform.order?.({ lines: [{ key: 'VEIL-ONE', quantity: 2 }] }) ?? '')
      world.advance(HOUR)
      await world.settle()
      strictEqual((await book(world)).length, places.length)
      await dying(world, {
        places,
        deed: () => shipOne(world),
        check: async (_, times) => {
          const shipped = ids.reduce((sum, id) => sum + (world.platform.heard?.(id).shipped ?? 0), 0)
          strictEqual(shipped, 2 * times, 'each parcel is told once')
        },
      })
    }),
  },
}

async function shipOne({ admin }: World): Promise<void> {
  const [work] = (await admin.fulfillment.list({ query: { status: 'open' } })).items
  const lines = work?.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) ?? []
  const tracking = { carrier: 'PostNL', number: '3SDEVC', url: 'https://track.example.com/3SDEVC' }
  await admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: { lines, tracking } })
}

/** A process may die at any moment: between a call and its note, with a call under way, with an order half taken in. */
export const crashCases: Cases = { ...listings, ...orders }
