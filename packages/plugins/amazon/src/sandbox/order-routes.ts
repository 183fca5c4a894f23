import { Hono } from 'hono'
import { keepOrder, orderView, requireOrder, searchOrders } from './orders.ts'
import { confirm, type Parcel } from './parcels.ts'
import { invalid, notFound } from './refuse.ts'
import type { Body, World } from './world.ts'

const listOf = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(','))

/** Orders 2026-01-01. */
export function orderRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/orders', (c) => {
    const { lastUpdatedAfter, createdAfter, marketplaceIds, includedData, maxResultsPerPage = '100' } = c.req.query()
    if ((lastUpdatedAfter === undefined) === (createdAfter === undefined))
      throw invalid('Exactly one of createdAfter and lastUpdatedAfter must be given.')
    return c.json(
      searchOrders(world, {
        after: lastUpdatedAfter ?? createdAfter ?? '',
        marketplaceIds: listOf(marketplaceIds),
        included: listOf(includedData),
        size: Number(maxResultsPerPage),
        token: c.req.query('paginationToken'),
      }),
    )
  })
  app.get('/orders/:id', (c) => {
    const stored = world.orders.seen(c.req.param('id'))
    if (stored === undefined) throw notFound(`Order ${c.req.param('id')}`)
    return c.json({ order: orderView(stored, listOf(c.req.query('includedData'))) })
  })
  return app
}

/** What Orders v0 still does. */
export function shipmentRoutes(world: World): Hono {
  const app = new Hono()
  app.post('/orders/:id/shipmentConfirmation', async (c) => {
    const { packageDetail } = await c.req.json<{ readonly packageDetail: Body & Parcel }>()
    confirm(world, c.req.param('id'), packageDetail)
    return c.body(null, 204)
  })
  app.post('/orders/:id/shipment', async (c) => {
    const stored = requireOrder(world, c.req.param('id'))
    const { shipmentStatus } = await c.req.json<{ readonly shipmentStatus: string }>()
    if (!(stored.order.programs as readonly string[]).includes('IN_STORE_PICK_UP'))
      throw invalid('The order is not collected in a store.')
    keepOrder(world, { ...stored, pickups: [...stored.pickups, shipmentStatus] })
    return c.body(null, 204)
  })
  return app
}
