import { Hono } from 'hono'
import { mountCarts } from './routes/carts.mjs'
import { mountProducts } from './routes/products.mjs'

/**
 * The least program for the same answers, over any driver.
 * @param {import('./drivers/driver.mjs').Driver} db
 */
export function rawApp(db) {
  const app = new Hono()
  mountProducts(app, db)
  mountCarts(app, db)
  app.onError((error, c) => {
    const isShort = error.message.includes('CHECK constraint failed')
    if (!isShort) console.error(error)
    return isShort ? c.json({ code: 'insufficient' }, 409) : c.json({ code: 'internal' }, 500)
  })
  return app
}
