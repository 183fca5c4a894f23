import { startServer } from '../servers/programs.mjs'
import { median } from './median.mjs'

/**
 * Milliseconds from starting a process on an existing database to the end of its first answer, a list of 20 products; the median of so
 * many starts of each program, in turns.
 * @param {object} asked
 * @param {import('../servers/programs.mjs').ProgramName[]} asked.names
 * @param {import('../shops.mjs').Shops} asked.shops
 * @param {number} asked.times
 * @returns {Promise<Map<import('../servers/programs.mjs').ProgramName, number>>}
 */
export async function coldStarts({ names, shops, times }) {
  const found = new Map(names.map((name) => [name, /** @type {number[]} */ ([])]))
  for (let time = 0; time < times; time += 1)
    for (const name of names) found.get(name)?.push(await coldStart(name, shops))
  return new Map([...found].map(([name, all]) => [name, median(all)]))
}

/**
 * @param {import('../servers/programs.mjs').ProgramName} name
 * @param {import('../shops.mjs').Shops} shops
 */
async function coldStart(name, { files, key }) {
  const begin = performance.now()
  const server = await startServer(name, files)
  const response = await fetch(`${server.url}/store/products?limit=20`, { headers: { 'Vitrine-Key': key } })
  const { items } = /** @type {{ items: unknown[] }} */ (await response.json())
  const took = performance.now() - begin
  await server.stop()
  if (response.status !== 200 || items.length === 0) throw new Error(`the first answer of ${name}: ${response.status}`)
  return took
}
