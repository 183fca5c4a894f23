import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killAll, startChild } from './servers/child.mjs'

/**
 * The databases of a run: one catalogue, once for us and once for each raw program.
 * @typedef {object} Shops
 * @property {import('./servers/programs.mjs').Files} files
 * @property {string} key of our storefront; the raw programs ask for none
 */

/**
 * Lends a temporary folder to the body, and removes it whatever happens: an error, Ctrl+C, or an end that nobody planned.
 * @template T
 * @param {(folder: string) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withFolder(body) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  process.once('exit', () => {
    killAll()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(130))
  return body(folder)
}

/**
 * @param {{ folder: string, products: number, pieces?: number }} asked pieces of each variant
 * @returns {Promise<Shops>}
 */
export async function fillShops({ folder, products, pieces = 1_000_000 }) {
  mkdirSync(folder, { recursive: true })
  const files = { ours: join(folder, 'ours.db'), raw: join(folder, 'raw.db'), prepared: join(folder, 'prepared.db') }
  const fill = (/** @type {'ours' | 'raw'} */ which) =>
    startChild({ script: 'seeding.mjs', args: [which, files[which], String(products), String(pieces)] }).first
  const [{ key }] = await Promise.all([fill('ours'), fill('raw')])
  copyFileSync(files.raw, files.prepared)
  return { files, key }
}
