import { product, sizes } from '../catalogue/products.mjs'
import { departments, materials } from '../catalogue/words.mjs'
import { openShop } from './shop.mjs'

/** @typedef {import('@vitrine/core').Commerce['call']['admin']} Admin */

/** Rows of one request, and requests at once: their commands share commits. */
const chunk = 500
const together = 4

/**
 * Fills a new database through the services that merchants use, waits until everything that follows from it is done (search index,
 * stock, counters), and answers the publishable key of the shop.
 * @param {{ file: string, products: number, pieces?: number, say?: (text: string) => void }} seed
 */
export async function seedOurs({ file, products, pieces = 1_000_000, say = () => undefined }) {
  const commerce = await openShop(file)
  const { admin } = commerce.call
  await house(admin)
  const wave = chunk * together
  for (let at = 0; at < products; at += wave) {
    await shelve(admin, { products: range(at, Math.min(at + wave, products)).map(product), pieces })
    if (at + wave < products && (at / wave) % 5 === 4) say(`  ${at + wave} products\n`)
  }
  await commerce.start()
  await commerce.idle()
  const { token } = await admin.access.createPublishableKey({ body: { name: 'Storefront', channel: 'web' } })
  await commerce.close()
  return token
}

/** @param {Admin} admin */
async function house({ locations, delivery, collections, attributes }) {
  await locations.create({ body: { code: 'main', name: 'Warehouse', country: 'NL' } })
  await delivery.create({
    body: {
      code: 'parcel',
      type: 'shipping',
      texts: { en: { name: 'Parcel' } },
      rates: [{ market: 'main', currency: 'EUR', amount: 595 }],
    },
  })
  for (const title of departments)
    await collections.create({ body: { title, handle: title.toLowerCase(), status: 'active' } })
  await attributes.create({
    body: {
      key: 'material',
      name: 'Material',
      type: 'select',
      choices: materials.map((name) => ({ key: name.toLowerCase(), name })),
    },
  })
}

/**
 * @param {Admin} admin
 * @param {{ products: import('../catalogue/products.mjs').Product[], pieces: number }} goods
 */
async function shelve({ products: catalogue, stock }, { products, pieces }) {
  await inChunks(products.map(rowOf), async (rows) => {
    const { items } = await catalogue.bulk({ body: { products: rows } })
    const refused = items.find(({ problem }) => problem !== null)
    if (refused !== undefined) throw new Error(`a product was refused: ${JSON.stringify(refused)}`)
  })
  const levels = products.flatMap(({ variants }) => variants.map(({ sku }) => ({ sku, location: 'main', set: pieces })))
  await inChunks(levels, async (rows) => {
    const { refused } = await stock.bulk({ body: { rows } })
    if (refused.length > 0) throw new Error(`a level was refused: ${JSON.stringify(refused[0])}`)
  })
}

/**
 * @template T
 * @param {T[]} list
 * @param {(part: T[]) => Promise<void>} work
 */
async function inChunks(list, work) {
  const starts = range(0, Math.ceil(list.length / chunk)).map((number) => number * chunk)
  await Promise.all(starts.map((at) => work(list.slice(at, at + chunk))))
}

/**
 * @param {number} from
 * @param {number} to the first that is not in it
 */
const range = (from, to) => Array.from({ length: to - from }, (_, step) => from + step)

/** @param {import('../catalogue/products.mjs').Product} product */
function rowOf({ variants, dutchTitle, department, material, ...plain }) {
  return {
    ...plain,
    status: 'active',
    options: [{ name: 'Size', values: sizes }],
    collections: [department],
    attributes: { material },
    translations: { nl: { title: dutchTitle } },
    variants: variants.map(({ sku, size, amount, weightGrams }) => ({
      sku,
      weightGrams,
      tracked: true,
      options: { Size: size },
      prices: [{ currency: 'EUR', amount }],
    })),
  }
}
