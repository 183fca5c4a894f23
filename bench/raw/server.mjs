import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { answerParent } from '../servers/inside.mjs'
import { driverNamed } from './drivers/driver.mjs'
import { mountCarts } from './routes/carts.mjs'
import { mountProducts } from './routes/products.mjs'

/* The least program for the same answers: `node server.mjs <file> <stock|prepared>`. */

const [, , file, driver] = process.argv
const open = await driverNamed(String(driver))
const db = await open(String(file))
const app = new Hono()
mountProducts(app, db)
mountCarts(app, db)
app.onError((error, c) => {
  const isShort = error.message.includes('CHECK constraint failed')
  if (!isShort) console.error(error)
  return isShort ? c.json({ code: 'insufficient' }, 409) : c.json({ code: 'internal' }, 500)
})
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  answerParent({ url: `http://127.0.0.1:${port}` })
})
process.once('SIGTERM', () => process.exit(0))
