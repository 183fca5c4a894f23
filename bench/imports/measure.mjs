import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendBuyers } from './crowd.mjs'
import { writeProductFile } from './file.mjs'
import { rawImport } from './raw.mjs'
import { startShop } from './running.mjs'
import { importFile } from './send.mjs'

/** Variants of the shop's own, which buyers look at meanwhile. */
const OWN = 900
/** Requests a second. */
const PACE = 60
const MB = 1_048_576

/** @typedef {{ variants?: number, small?: number, productsAtOnce?: number, quietMs?: number, say?: (text: string) => void, execArgv?: string[], only?: string }} Wish */

/**
 * Imports a Shopify file of so many variants into a running shop and measures the rate (until everything that follows is done), the same rows
 * through prepared statements, a second run that changes nothing, memory with a small and the large file, and what buyers meet meanwhile.
 * @param {Wish} [wish]
 */
export async function measureImports({
  variants = 100_000,
  small = variants / 10,
  productsAtOnce = 8,
  quietMs = 10_000,
  say = () => undefined,
  execArgv = [],
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-imports-'))
  try {
    const base = join(folder, 'base.db')
    const key = await furnish(folder, base)
    const files = { large: join(folder, 'large.csv'), small: join(folder, 'small.csv') }
    await writeProductFile(files.large, { variants })
    await writeProductFile(files.small, { variants: small })
    say('small file')
    const light = await alone(copyOf(base, join(folder, 'light.db')), files.small)
    say('large file')
    const shopFile = copyOf(base, join(folder, 'shop.db'))
    const heavy = await alone(shopFile, files.large, execArgv)
    say('the same rows through prepared statements')
    const raw = rawImport({ from: shopFile, into: copyOf(base, join(folder, 'raw.db')), productsAtOnce })
    say('the same file again')
    const again = await alone(shopFile, files.large)
    say('with buyers in the shop')
    const visited = await withBuyers(copyOf(base, join(folder, 'visited.db')), { file: files.small, key, quietMs })
    const rate = (/** @type {number} */ ms) => Math.round((variants / ms) * 1_000)
    return {
      variants,
      products: raw.products,
      rowsPerSecond: rate(heavy.allMs),
      rowsPerSecondToAnswer: rate(heavy.answeredMs),
      cpuMsPerVariant: heavy.cpuMs / variants,
      raw: { rowsPerSecond: rate(raw.ms), cpuMsPerVariant: raw.cpuMs / variants, rows: raw.rows },
      ratio: raw.ms / heavy.allMs,
      cpuRatio: raw.cpuMs / heavy.cpuMs,
      again: { rowsPerSecond: rate(again.allMs), unchanged: again.report.products.unchanged },
      memoryMb: { small: light.memory, large: heavy.memory },
      buyers: visited,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} from @param {string} to */
function copyOf(from, to) {
  copyFileSync(from, to)
  return to
}

/** A shop with a warehouse and products of its own. @param {string} folder @param {string} base */
async function furnish(folder, base) {
  const own = join(folder, 'own.csv')
  await writeProductFile(own, { variants: OWN, name: 'own', seed: 2 })
  const shop = await startShop(base)
  await shop.admin('/stock-locations', { code: 'main', name: 'Warehouse', country: 'NL' })
  const key = await shop.admin('/publishable-keys', { name: 'Storefront', channel: 'web' })
  await importFile(shop, own)
  await shop.stop()
  return /** @type {{ token: string }} */ (key).token
}

/** @param {string} db @param {string} file @param {string[]} [execArgv] */
async function alone(db, file, execArgv = []) {
  const shop = await startShop(db, { execArgv })
  const done = await importFile(shop, file)
  await shop.stop()
  const { errorCount, products } = done.report
  if (errorCount > 0 || products.created + products.unchanged === 0)
    throw new Error(JSON.stringify(done.report).slice(0, 500))
  return { ...done, memory: memoryOf(shop.memory, done) }
}

/** Megabytes, at the start and in each quarter the most. @param {{ at: number, bytes: number }[]} samples @param {{ started: number, ended: number }} span */
function memoryOf(samples, { started, ended }) {
  const most = (/** @type {number} */ from, /** @type {number} */ to) =>
    Math.round(Math.max(0, ...samples.filter(({ at }) => at >= from && at <= to).map(({ bytes }) => bytes)) / MB)
  const quarter = (ended - started) / 4
  return [0, 1, 2, 3].map((at) => most(started + at * quarter, started + (at + 1) * quarter))
}

/** @param {string} db @param {{ file: string, key: string, quietMs: number }} visit */
async function withBuyers(db, { file, key, quietMs }) {
  const shop = await startShop(db)
  const headers = { 'vitrine-key': key }
  const page = await (await fetch(`${shop.url}/store/products?limit=100`, { headers })).json()
  const goods = /** @type {any} */ (page).items.map((/** @type {any} */ { handle, variants }) => ({
    handle,
    variantId: variants[0].id,
  }))
  const buyers = sendBuyers(shop, { key, rate: PACE, goods })
  await new Promise((next) => setTimeout(next, 2_000))
  await buyers.lap()
  await new Promise((next) => setTimeout(next, quietMs))
  const quiet = await buyers.lap()
  const { allMs, report } = await importFile(shop, file)
  const during = await buyers.lap()
  await buyers.stop()
  await shop.stop()
  return { quiet, during, rowsPerSecond: Math.round((report.variants / allMs) * 1_000) }
}
