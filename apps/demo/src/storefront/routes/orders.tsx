import { isProblem } from '@vitrine/sdk'
import type { Hono } from 'hono'
import { OrderPage } from '../pages/order.tsx'
import { placeOfPickup } from '../promises.ts'
import { page } from '../render.ts'
import type { Env } from '../visit.ts'

export function orderRoutes(app: Hono<Env>): void {
  app.get('/orders/:id', async (c) => {
    const visit = c.get('visit')
    const id = c.req.param('id')
    const token = visit.search.get('token') ?? undefined
    try {
      const [order, shipments, { items: pickups }] = await Promise.all([
        visit.shop.orders.get(id, token),
        visit.shop.orders.shipments(id, token),
        visit.shop['click-and-collect'].orderPickups({ params: { id }, query: { token } }),
      ])
      const place = await placeOfPickup(visit, order)
      c.header('Referrer-Policy', 'no-referrer')
      return page(c, <OrderPage {...{ visit, order, shipments, place, pickups }} isFresh={visit.search.has('new')} />)
    } catch (error) {
      if (isProblem(error, 'orders.notFound', 'client.invalid')) return c.notFound()
      throw error
    }
  })
}
