import { defineChannel } from '@vitrine/core'
import { HOSTS, pinterestApi } from './api.ts'
import { BATCH } from './catalog/batch.ts'
import { toRetailItem } from './catalog/map.ts'
import { observe } from './catalog/observe.ts'
import { publish, pushPrices, pushStock, withdraw } from './catalog/publish.ts'
import { pollReceipts } from './catalog/receipts.ts'
import { FIELDS, RetailItem } from './catalog/retail-item.ts'
import { contract } from './contract.ts'
import { orderToTell } from './conversions/order.ts'
import { conversions } from './conversions/tables.ts'
import { tellCheckout } from './conversions/tell.ts'
import { desk } from './desk.ts'
import { served } from './feeds/file.ts'
import { keepFeeds } from './feeds/keep.ts'
import { feedNotes } from './feeds/notes.ts'
import { feeds } from './feeds/tables.ts'
import { LIMITS } from './limits.ts'
import { membersOf } from './members.ts'
import { migrations } from './migrations.ts'
import { oauth } from './oauth.ts'
import { pinBook } from './pins/book.ts'
import { followCollections } from './pins/follow.ts'
import { keepPins } from './pins/keep.ts'
import { listPins, pinView } from './pins/list.ts'
import { boards, pins } from './pins/tables.ts'
import { Credentials, Settings } from './settings.ts'
import { identityOf, whoAmI } from './who-am-i.ts'

/**
 * Pinterest as a window: the shop's goods as a retail catalogue and as Pins on boards, and what was sold told back. Buyers pay in the shop, so
 * no orders come from there. Pinterest API v5.
 */
export const pinterest = defineChannel('pinterest', {
  version: '1.0.0',
  kind: 'social',
  title: 'Pinterest',
  settings: Settings,
  credentials: Credentials,
  hosts: HOSTS,
  needs: ['catalog:read', 'channels:read', 'customers:read', 'orders:read'],
  limits: LIMITS,
  oauth,
  connect: pinterestApi,
  identity: ({ api }) => identityOf(api),
  test: whoAmI,
  listings: {
    shape: RetailItem,
    fields: FIELDS,
    batch: BATCH,
    map: toRetailItem,
    publish,
    withdraw,
    observe: { batch: BATCH, read: observe },
  },
  stock: { batch: BATCH, push: pushStock },
  prices: { batch: BATCH, push: pushPrices },
  receipts: { poll: pollReceipts },
  tables: { boards, pins, conversions, feeds },
  migrations,
  services: (scope) => {
    const book = pinBook(scope)
    const { connections: live, signer, ctx } = scope
    return { book, desk: desk({ book, connections: live, signer, url: ctx.settings.publicUrl }) }
  },
  contract,
  handlers: {
    file: async ({ params }, { services }) => served(await services.desk.file(params.connection, params.key)),
    boards: ({ params }, { services }) => services.desk.boards(params.connection),
    makeBoard: ({ params, body }, { services }) => services.desk.makeBoard(params.connection, body),
    pins: ({ params, query: { status, ...page } }, { ctx }) =>
      listPins(ctx, { filters: { connectionId: params.connection, status }, ...page }),
    pin: async ({ params, body }, { services }) => pinView(await services.desk.pin(params.connection, body)),
    unpin: async ({ params }, { services }) => pinView(await services.desk.unpin(params.connection, params.id)),
    follows: async ({ params }, { services }) => ({ items: await services.book.followed(params.connection) }),
    follow: ({ params, body }, { services }) => services.desk.follow(params.connection, body),
    unfollow: ({ params }, { services }) => services.desk.unfollow(params.connection, params),
    feed: ({ params }, { services }) => services.desk.feed(params.connection),
    ingest: ({ params }, { services }) => services.desk.ingest(params.connection),
  },
  on: {
    'order.placed': async ({ data }, { core, connections, ctx, db, now }) => {
      const telling = (await connections()).filter(({ api }) => api.settings.conversions !== 'off')
      if (telling.length === 0) return
      const order = await core.orders.get({ params: { id: data.orderId } })
      if (order.source === 'channel') return
      const isConsented = async () =>
        order.customerId !== null && (await core.customers.get({ params: { id: order.customerId } })).acceptsMarketing
      await tellCheckout({ db, now, shopUrl: ctx.settings.publicUrl, isConsented }, telling, orderToTell(order))
    },
  },
  jobs: {
    pins: {
      every: '1m',
      run: async ({ core, connections, services: { book }, log }) => {
        const membersIn = (id: string) =>
          membersOf((cursor) =>
            core.collections.products({
              params: { id },
              query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
            }),
          )
        for (const connected of await connections())
          try {
            await followCollections(book, connected.id, membersIn)
            await keepPins(book, connected)
          } catch (error) {
            log.warn({ err: error, connectionId: connected.id }, 'the Pins of a connection wait for the next run')
          }
      },
    },
    feeds: {
      every: '15m',
      run: async ({ core, connections, signer, ctx, db, log }) => {
        const isWaiting = async (id: string) => {
          const query = { status: 'pending', limit: 1 } as const
          return (await core.channels.listings({ params: { id }, query })).items.length > 0
        }
        const url = ctx.settings.publicUrl
        await keepFeeds({ connections: await connections(), isWaiting, notes: feedNotes(db), signer, url, log })
      },
    },
  },
})
