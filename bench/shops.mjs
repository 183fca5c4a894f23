import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killAll, startChild } from './servers/child.mjs'

/**
 * The databases of a run: one catalogue in a temporary folder, once for us and once for each raw program.
 * @typedef {object} Shops
 * @property {import('./servers/programs.mjs').Files} files
 * @property {string} key of our storefront; the raw programs ask for none
 * @property {string} folder
 */

/** @param {string} folder */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * Seeds new databases, lends them to the body, and removes them whatever happens: an error, Ctrl+C, or an end that nobody planned.
 * @template T
 * @param {number} products
 * @param {(shops: Shops) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withShops(products, body) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const end = () => {
    killAll()
    remove(folder)
  }
  process.once('exit', end)
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(130))
  const files = { ours: join(folder, 'ours.db'), raw: join(folder, 'raw.db'), prepared: join(folder, 'prepared.db') }
  const [{ key }] = await Promise.all([fill('ours', files.ours, products), fill('raw', files.raw, products)])
  copyFileSync(files.raw, files.prepared)
  return body({ files, key, folder })
}

/**
 * @param {'ours' | 'raw'} which
 * @param {string} file
 * @param {number} products
 * @returns {Promise<{ key: string }>}
 */
async function fill(which, file, products) {
  const child = startChild({ script: 'seeding.mjs', args: [which, file, String(products)] })
  return child.first
}
