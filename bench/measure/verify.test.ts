import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { rawApp } from '../raw/app.mjs'
import { openPrepared } from '../raw/drivers/prepared.mjs'
import { seedRaw } from '../raw/seed.mjs'
import { verify } from './verify.mjs'

const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const products = 60
let shops = 0
let file: string
beforeEach(() => {
  shops += 1
  file = join(folder, `raw-${shops}.db`)
  seedRaw({ file, products, pieces: 1_000 })
})

/** What the careful buyer says of the raw program after something in its database was changed. */
async function verdict(change?: string): Promise<unknown> {
  const db = await openPrepared(file)
  if (change !== undefined) await db.all(change, [])
  const server = serve({ fetch: rawApp(db).fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  try {
    return await verify({ server: { name: 'prepared', url: `http://127.0.0.1:${port}` }, key: '', products, seed: 1 })
  } catch (error) {
    return error
  } finally {
    server.close()
    db.close()
  }
}

describe('the comparison with the catalogue', () => {
  it('is content with the program that sells it', async () => {
    expect(await verdict()).toBeUndefined()
  })

  it.each([
    ['a price', 'update variants set price = price + 1'],
    ['a title', "update products set title = title || '.' where id = 60"],
    ['a variant that is missing', 'delete from variants where id = 180'],
    ['a variant that is sold out', 'update variants set stock = 0 where id = 180'],
    ['another handle', "update products set handle = handle || '-0' where id = 30"],
    ['words that find nothing', 'drop table search'],
    ['the price of the delivery', 'update shipping_methods set price = 594'],
  ])('notices %s', async (_, change) => {
    expect(await verdict(`${change}`)).toBeInstanceOf(Error)
  })
})
