import { join } from 'node:path'
import Libsql from 'libsql'
import { product } from '../catalogue/products.mjs'
import { startChild } from '../servers/child.mjs'
import { startServer } from '../servers/programs.mjs'
import { fillShops } from '../shops.mjs'

/**
 * @typedef {{ buyers: number, units: number, orders: number }} Oversell
 * @typedef {Oversell & { wrong: string[] }} Rushed
 */

const buyers = 200
const units = 50

const stored = {
  ours: 'select (select count(*) from orders), (select sum(quantity) from order_lines), (select on_hand - committed from inventory_levels order by available limit 1)',
  raw: 'select (select count(*) from orders), (select sum(quantity) from order_lines), (select min(stock) from variants)',
}

/**
 * Two hundred parallel buyers of fifty pieces, on databases of their own. What is counted is what buyers were told and what is stored.
 * @param {{ name: 'ours' | 'raw', folder: string }} asked
 * @returns {Promise<Rushed>}
 */
export async function oversell({ name, folder }) {
  const { files, key } = await fillShops({ folder: join(folder, `rush-${name}`), products: 1, pieces: units })
  const server = await startServer(name, files)
  const generator = startChild({ script: 'load/generator.mjs' })
  const [line] = product(0).variants
  /** @type {import('../load/rush.mjs').Rushed} */
  const { placed, refused, wrong } = await generator.ask({ rush: { url: server.url, key, buyers, line } })
  await Promise.all([server.stop(), generator.stop()])
  const db = new Libsql(files[name])
  const [orders, sold, left] = /** @type {number[]} */ (db.prepare(stored[name]).raw(true).all()[0])
  db.close()
  if (new Set(placed).size !== placed.length) wrong.push('an order number was given twice')
  if (placed.length !== orders) wrong.push(`${placed.length} buyers were told of an order, ${orders} are stored`)
  if (orders !== sold || left !== units - Number(sold)) wrong.push(`${sold} pieces are sold, ${left} are left`)
  if (placed.length + refused !== buyers && wrong.length === 0) wrong.push('some buyers were told nothing')
  if (orders !== units) wrong.push(`${orders} orders of ${units} pieces`)
  return { buyers, units, orders: Number(orders), wrong }
}
