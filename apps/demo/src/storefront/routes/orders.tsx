import { isProblem } from '@vitrine/sdk'
import type { Context, Hono } from 'hono'
import { formOf } from '../form.ts'
import { OrderPage } from '../pages/order.tsx'
import { placeOfPickup } from '../promises.ts'
import { page } from '../render.ts'
import type { Env } from '../visit.ts'

export function orderRoutes(app: Hono<Env>): void {
  app.get('/orders/:id', (c) => orFound(c, () => show(c, c.req.param('id'))))
  app.post('/orders/:id/collector', (c) => orFound(c, () => nameCollector(c, c.req.param('id'))))
}

/** Who has not the link is told nothing, not even that there is such an order. */
async function orFound(c: Context<Env>, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (isProblem(error, 'orders.notFound', 'client.invalid')) return c.notFound() as Response
    throw error
  }
}

const tokenIn = (c: Context<Env>) => c.get('visit').search.get('token') ?? undefined

async function show(c: Context<Env>, id: string): Promise<Response> {
  const visit = c.get('visit')
  const token = tokenIn(c)
  const [order, shipments, { items: pickups }] = await Promise.all([
    visit.shop.orders.get(id, token),
    visit.shop.orders.shipments(id, token),
    visit.shop['click-and-collect'].orderPickups({ params: { id }, query: { token } }),
  ])
  const place = await placeOfPickup(visit, order)
  c.header('Referrer-Policy', 'no-referrer')
  const props = { visit, order, token, shipments, place, pickups }
  return page(c, <OrderPage {...props} isFresh={visit.search.has('new')} />)
}

/** Somebody else comes for the goods, or the buyer after all. */
async function nameCollector(c: Context<Env>, id: string): Promise<Response> {
  const { shop, to } = c.get('visit')
  const token = tokenIn(c)
  const name = (await formOf(c)).get('name').trim().slice(0, 100)
  const body = { name: name === '' ? null : name }
  await shop['click-and-collect'].nameCollector({ params: { id }, query: { token }, body })
  return c.redirect(to(`/orders/${id}${token === undefined ? '' : `?${new URLSearchParams({ token })}`}`), 303)
}
