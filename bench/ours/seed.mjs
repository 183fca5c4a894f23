import { product, sizes } from '../catalogue/products.mjs'
import { departments, materials } from '../catalogue/words.mjs'
import { openShop } from './shop.mjs'

/** @typedef {import('@vitrine/core').Commerce['call']['admin']} Admin */

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
  for (let at = 0; at < products; at += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, products - at) }, (_, step) => at + step)
    await shelve(admin, { products: numbers.map(product), pieces })
    if ((at / chunk) % 20 === 19) say(`  ${at + chunk} products\n`)
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
  const refused = items.find(({ problem }) => problem !== null)
  if (refused !== undefined) throw new Error(`a product was refused: ${JSON.stringify(refused)}`)
  const rows = products.flatMap(({ variants }) => variants.map(({ sku }) => ({ sku, location: 'main', set: pieces })))
  for (let at = 0; at < rows.length; at += chunk) {
    const { refused: levels } = await stock.bulk({ body: { rows: rows.slice(at, at + chunk) } })
    if (levels.length > 0) throw new Error(`a level was refused: ${JSON.stringify(levels[0])}`)
  }
}

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
