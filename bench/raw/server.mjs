import { serve } from '@hono/node-server'
import { answerParent } from '../servers/inside.mjs'
import { rawApp } from './app.mjs'
import { driverNamed } from './drivers/driver.mjs'

/* The raw program as a process of its own: `node server.mjs <file> <stock|prepared>`. */

const [, , file, driver] = process.argv
const open = await driverNamed(String(driver))
const db = await open(String(file))
serve({ fetch: rawApp(db).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  answerParent({ url: `http://127.0.0.1:${port}` })
})
process.once('SIGTERM', () => {
  db.close()
  process.exit(0)
})
