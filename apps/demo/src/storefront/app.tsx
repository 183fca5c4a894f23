import { isProblem } from '@vitrine/sdk'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import type { House } from './house.ts'
import { pageHeaders } from './page-headers.ts'
import { FailurePage, NotFoundPage } from './pages/not-found.tsx'
import { redirectOf } from './redirect.ts'
import { page } from './render.ts'
import { cartRoutes } from './routes/cart.tsx'
import { catalogRoutes } from './routes/catalog.tsx'
import { checkoutRoutes } from './routes/checkout.tsx'
import { orderRoutes } from './routes/orders.tsx'
import { savedRoutes } from './routes/saved.tsx'
import { robotRoutes, siteRoutes } from './routes/site.tsx'
import { type Env, splitLanguage, visitOf } from './visit.ts'

/** Every page of the shop. Languages other than English stand in front of the path: `/uk/products/smoker`. */
export function storefront(house: House): Hono<Env> {
  const app = new Hono<Env>({ getPath: (request) => splitLanguage(new URL(request.url).pathname).rest })
  app.use(compress({ encoding: 'gzip' }))
  app.use(pageHeaders(house.isSecure))
  // Before entity tags, which would hold a whole sitemap in memory.
  robotRoutes(app, house)
  app.use(etag())
  app.get('/favicon.svg', (c) => house.assets.serve(c.req.raw) ?? c.text('This file is not here.', 404))
  app.get('*', async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    if (!/[^/]\/+$/.test(pathname)) return next()
    return c.redirect(pathname.replace(/\/+$/, '') + search, 301)
  })
  app.use(async (c, next) => {
    c.set('visit', await visitOf(c, house))
    await next()
  })
  siteRoutes(app)
  catalogRoutes(app)
  cartRoutes(app)
  checkoutRoutes(app)
  orderRoutes(app)
  savedRoutes(app)
  app.notFound(async (c) => {
    const visit = c.get('visit')
    const target = c.req.method === 'GET' ? await redirectOf(visit) : undefined
    return target === undefined ? page(c, <NotFoundPage visit={visit} />, 404) : c.redirect(target.to, target.status)
  })
  app.onError((error, c) => {
    const visit = c.get('visit')
    const reference = isProblem(error) ? error.requestId : undefined
    console.error(error)
    if (visit === undefined) return c.text('The shop cannot answer at the moment. Please try again shortly.', 503)
    return page(c, <FailurePage visit={visit} reference={reference} />, 500)
  })
  return app
}
