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
  return { buyers, units, ...judge({ placed, refused, wrong, stored: storedIn(name, files[name]) }) }
}

/**
 * @param {'ours' | 'raw'} name
 * @param {string} file
 */
function storedIn(name, file) {
  const db = new Libsql(file)
  const [orders = 0, sold = 0, left = 0] = /** @type {number[]} */ (db.prepare(stored[name]).raw(true).all()[0])
  db.close()
  return { orders, sold, left }
}

/**
 * Compares what buyers were told with what is stored.
 * @param {import('../load/rush.mjs').Rushed & { stored: { orders: number, sold: number, left: number } }} rushed
 */
export function judge({ placed, refused, wrong, stored: { orders, sold, left } }) {
  const rules = /** @type {const} */ ([
    [new Set(placed).size === placed.length, 'an order number was given twice'],
    [placed.length === orders, `${placed.length} buyers were told of an order, ${orders} are stored`],
    [
      orders === units && sold === units && left === 0,
      `${orders} orders of ${sold} pieces; ${left} of ${units} are left`,
    ],
    [placed.length + refused + wrong.length === buyers, `${placed.length + refused} of ${buyers} buyers were answered`],
  ])
  return { orders, wrong: [...wrong, ...rules.flatMap(([holds, text]) => (holds ? [] : [text]))] }
}
