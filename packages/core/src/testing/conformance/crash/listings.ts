import type { Cases } from '../cases.ts'
import type { World } from '../world.ts'
import { afterListing, dying, HOUR } from './dying.ts'

const HANDLES = ['veil', 'hive-tool', 'smoker']
const listing = ({ id }: World, handle = '') => ({ params: { id }, body: { products: [handle] } })

const PUBLISHING = ['channels.asked', 'channels.answered', 'channels.settled']

/** Each change has another title, so that something is to be sent. */
const rename = (world: World, time: number) =>
  world.admin.products.update({ params: { id: 'veil' }, body: { title: `Round veil, number ${time}` } })

export const listingCrashes: Cases = {
  'crash: while listings are made': {
    needs: ['publish'],
    run: (world) =>
      dying(world, {
        places: PUBLISHING,
        deed: (_, time) => world.admin.channels.listItems(listing(world, HANDLES[time])),
      }),
  },
  'crash: while listings are changed': {
    needs: ['publish'],
    run: afterListing((world) => dying(world, { places: PUBLISHING, deed: rename })),
  },
  'crash: while listings are ended': {
    needs: ['publish'],
    run: afterListing((world) =>
      dying(world, {
        places: ['channels.withdrawn'],
        deed: (_, time) => world.admin.channels.unlist(listing(world, HANDLES[time])),
      }),
    ),
  },
  'crash: while a file of all listings is delivered': {
    needs: ['feed'],
    run: afterListing((world) =>
      dying(world, {
        places: ['channels.fed'],
        deed: async (_, time) => {
          await rename(world, time)
          world.advance(26 * HOUR)
        },
      }),
    ),
  },
  'crash: while listings are looked at': {
    needs: ['observe'],
    run: afterListing((world) =>
      dying(world, { places: ['channels.observed'], deed: async () => world.advance(26 * HOUR) }),
    ),
  },
  'crash: while stock is sent': {
    needs: ['stock', 'counts'],
    run: afterListing((world) =>
      dying(world, { places: ['channels.pushed'], deed: (_, time) => world.stock('VEIL-ONE', 6 - time) }),
    ),
  },
  'crash: while stock runs out': {
    needs: ['stock'],
    run: afterListing((world) =>
      dying(world, { places: ['channels.pushed'], deed: () => world.stock('VEIL-ONE', 0), check: showsNone }),
    ),
  },
  'crash: while prices are sent': {
    needs: ['prices'],
    run: afterListing((world) =>
      dying(world, { places: ['channels.pushed'], deed: (_, time) => world.price('VEIL-ONE', 1_700 + time) }),
    ),
  },
}

async function showsNone({ platform }: World): Promise<void> {
  const item = (await platform.shows()).find(({ key }) => key === 'VEIL-ONE')
  if (item?.isLive === true && item.quantity !== 0) throw new Error(`it shows ${item.quantity}, and there are none`)
}
