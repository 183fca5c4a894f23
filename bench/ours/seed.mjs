import { product, sizes } from '../catalogue/products.mjs'
import { departments, materials } from '../catalogue/words.mjs'
import { openShop } from './shop.mjs'

/** @typedef {import('@vitrine/core').Commerce['call']['admin']} Admin */

/** Rows of one request. */
const chunk = 500

/**
 * Fills a new database through the services that merchants use, waits until everything that follows from it is done (search index,
 * stock, counters), and answers the publishable key of the shop.
 * @param {{ file: string, products: number, pieces?: number, say?: (text: string) => void }} seed
 */
export async function seedOurs({ file, products, pieces = 1_000_000, say = () => undefined }) {
  const commerce = await openShop(file)
  const { admin } = commerce.call
  await house(admin)
  for (const [number, part] of parts(range(0, products)).entries()) {
    await shelve(admin, { products: part.map(product), pieces })
    if (number % 20 === 19) say(`  ${(number + 1) * chunk} products\n`)
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
  const { items } = await catalogue.bulk({ body: { products: products.map(rowOf) } })
  const unwanted = items.find(({ problem }) => problem !== null)
  if (unwanted !== undefined) throw new Error(`a product was refused: ${JSON.stringify(unwanted)}`)
  const levels = products.flatMap(({ variants }) => variants.map(({ sku }) => ({ sku, location: 'main', set: pieces })))
  for (const rows of parts(levels)) {
    const { refused } = await stock.bulk({ body: { rows } })
    if (refused.length > 0) throw new Error(`a level was refused: ${JSON.stringify(refused[0])}`)
  }
}

/**
 * @template T
 * @param {T[]} list
 */
function parts(list) {
  return range(0, Math.ceil(list.length / chunk)).map((number) => list.slice(number * chunk, (number + 1) * chunk))
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
