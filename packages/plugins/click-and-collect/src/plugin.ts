import { definePlugin } from '@vitrine/core'
import { openStores, quotePickup, storesFor } from './availability.ts'
import { nameCollector, pickupsForBuyer } from './buyer.ts'
import { Config } from './config.ts'
import { contract } from './contract.ts'
import { type Desk, NEEDS } from './desk.ts'
import { expireOverdue, refuse, remindLate } from './endings.ts'
import { events } from './events.ts'
import { pickupAtDesk } from './find.ts'
import { follow } from './follow.ts'
import { forgetPeople } from './forget.ts'
import { handOver, undoHandOver } from './hand-over.ts'
import { messages } from './messages.ts'
import { migrations } from './migrations.ts'
import { overviewOf, whatWaits } from './overview.ts'
import { markReady, pickLine, resend, startPicking } from './picking.ts'
import { problems } from './problems.ts'
import { findPickups, type Pickup, pickupById, pickupsOfOrder } from './reads.ts'
import { reportShort } from './short.ts'
import { changeStore, pickupStores, storeRules } from './stores.ts'
import { guesses, handOvers, lines, pickups, stores } from './tables.ts'
import { pickupView, storeSettings } from './view.ts'

const followIt = ({ data }: { readonly data: { readonly orderId: string } }, desk: Desk) => follow(desk, data.orderId)

const after = async (desk: Desk, id: string, work: Promise<unknown>) => {
  await work
  return pickupView(desk, await pickupById(desk, id))
}

async function withDue(desk: Desk, pickup: Pickup) {
  const { money } = await desk.core.orders.get({ params: { id: pickup.orderId } })
  return { ...pickupView(desk, pickup), due: money.due }
}

/**
 * Collecting in a store: ready-by times on products and in carts, a pick list, a code and a picture for the customer, hand-over at the
 * counter, reminders, and goods that nobody fetched going back with the money.
 */
export const clickAndCollect = definePlugin({
  id: 'click-and-collect',
  version: '0.1.0',
  core: '^0.0.0 || ^0.1.0',
  config: Config,
  needs: NEEDS,
  tables: { stores, pickups, lines, handOvers, guesses },
  migrations,
  events,
  problems,
  contract,
  handlers: {
    productStores: async ({ ctx, params: { handle }, query: { variant } }, desk) => ({
      items: (await storesFor(desk, ctx, { product: handle, variantId: variant })).map(
        ({ variantId, stores: found }) => ({
          variantId,
          stores: found.map(({ readyBy, ...store }) => ({
            ...store,
            readyBy: readyBy === null ? null : new Date(readyBy).toISOString(),
          })),
        }),
      ),
    }),
    storeHours: async ({ ctx }, desk) => ({ items: await openStores(desk, ctx.languages) }),
    orderPickups: ({ params: { id }, query: { token }, http }, desk) => pickupsForBuyer(desk, { id, token, http }),
    nameCollector: ({ params: { id }, query: { token }, body: { name }, http }, desk) =>
      nameCollector(desk, { id, token, http }, name),
    pickups: async ({ query: { location, order, closed } }, desk) => ({
      items: (await findPickups(desk, { locationId: location, order, isClosed: closed })).map((found) =>
        pickupView(desk, found),
      ),
    }),
    pickup: async ({ params: { id } }, desk) => withDue(desk, await pickupById(desk, id)),
    start: ({ params: { id } }, desk) => after(desk, id, startPicking(desk, id)),
    pick: ({ params: { id }, body }, desk) => after(desk, id, pickLine(desk, { ...body, id })),
    short: ({ params: { id }, body }, desk) => after(desk, id, reportShort(desk, { ...body, id })),
    ready: ({ params: { id }, body: { all } }, desk) => after(desk, id, markReady(desk, { id, all })),
    resend: ({ params: { id } }, desk) => after(desk, id, resend(desk, id)),
    refuse: ({ params: { id }, body: { reason } }, desk) => after(desk, id, refuse(desk, { id, reason })),
    check: async ({ body: { code, location } }, desk) =>
      withDue(desk, await pickupAtDesk(desk, { code, locationId: location })),
    handOver: async ({ body }, desk) => {
      const { handOverId, pickupId } = await handOver(desk, body)
      return { handOverId, pickup: pickupView(desk, await pickupById(desk, pickupId)) }
    },
    undo: async ({ params: { id }, body: { note } }, desk) => {
      const { pickupId } = await undoHandOver(desk, { handOverId: id, note })
      return pickupView(desk, await pickupById(desk, pickupId))
    },
    stores: async (_, desk) => {
      const rulesOf = await storeRules(desk)
      return { items: (await pickupStores(desk)).map((store) => storeSettings(desk, store, rulesOf(store.id))) }
    },
    changeStore: async ({ params: { id }, body: { isActive, ...rules } }, desk) => {
      const store = await changeStore(desk, { locationId: id, rules, isActive })
      return storeSettings(desk, store, (await storeRules(desk))(store.id))
    },
    overview: (_, desk) => overviewOf(desk),
    ofOrder: async ({ params: { id } }, desk) => ({
      items: (await pickupsOfOrder(desk, id)).map((pickup) => pickupView(desk, pickup)),
    }),
  },
  on: {
    'order.placed': followIt,
    'order.edited': followIt,
    'order.buyerErased': ({ data }, desk) => forgetPeople(desk, data.orderId),
    'order.cancelled': followIt,
    'order.readyForPickup': followIt,
    'order.shipped': followIt,
    'fulfillment.cancelled': followIt,
    'fulfillment.moved': followIt,
  },
  delivery: { types: ['pickup'], quote: quotePickup },
  messages,
  jobs: {
    expire: { every: '5m', run: async (desk) => void (await expireOverdue(desk)) },
    remind: { every: '15m', run: async (desk) => void (await remindLate(desk)) },
  },
  admin: {
    actionItems: whatWaits,
    panels: [
      { at: 'order', title: 'Collected in a store', show: 'ofOrder' },
      { at: 'home', title: 'Pickups', show: 'overview' },
      { at: 'settings', title: 'Stores where goods are collected', show: 'stores' },
    ],
  },
})
