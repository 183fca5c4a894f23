/** @typedef {import('../drivers/driver.mjs').Row} Row */

const columns = 'p.id, p.handle, p.title, p.type, p.vendor, p.tags, p.options, p.created_at, p.updated_at'
const newest = `select ${columns} from products p order by p.id desc limit ?`
const older = `select ${columns} from products p where p.id < ? order by p.id desc limit ?`
const matching = `select ${columns} from (select rowid, rank from search where search match ? order by rank limit ?) s join products p on p.id = s.rowid order by s.rank`
const byHandle = `select ${columns}, p.description, p.attributes, c.id as collection, c.handle as collection_handle, c.title as collection_title from products p join collections c on c.id = p.collection_id where p.handle = ?`
const variant = 'id, product_id, sku, title, options, price, weight, stock'
const variantsOf = `select ${variant} from variants where product_id = ? order by id`
const variantsOfMany = (/** @type {number} */ count) =>
  `select ${variant} from variants where product_id in (${Array.from({ length: count }, () => '?').join(', ')}) order by id`

const money = (/** @type {number} */ amount) => ({ amount, currency: 'EUR' })

/**
 * @param {import('hono').Hono} app
 * @param {import('../drivers/driver.mjs').Driver} db
 */
export function mountProducts(app, db) {
  app.get('/store/products', async (c) => {
    const limit = Number(c.req.query('limit') ?? 20)
    const [cursor, q] = [c.req.query('cursor'), c.req.query('q')]
    const rows =
      q !== undefined
        ? await db.all(matching, [matchOf(q), limit + 1])
        : cursor === undefined
          ? await db.all(newest, [limit + 1])
          : await db.all(older, [Number(cursor), limit + 1])
    const shown = rows.slice(0, limit)
    const variants = shown.length === 0 ? [] : await variantsByProduct(db, shown)
    const items = shown.map((row) => productOf(row, variants[row.id] ?? []))
    return c.json({ items, next: rows.length > limit ? String(shown.at(-1)?.id) : null })
  })
  app.get('/store/products/:handle', async (c) => {
    const [row] = await db.all(byHandle, [c.req.param('handle')])
    if (row === undefined) return c.json({ code: 'notFound' }, 404)
    const shown = productOf(row, await db.all(variantsOf, [row.id]))
    const collection = { id: row.collection, handle: row.collection_handle, title: row.collection_title }
    const { description, attributes } = row
    return c.json({ ...shown, description, attributes: JSON.parse(attributes), collections: [collection] })
  })
}

/** Every word, as the beginning of one. */
function matchOf(/** @type {string} */ q) {
  return q
    .split(/\s+/)
    .map((word) => `"${word.replaceAll('"', '')}"*`)
    .join(' ')
}

/**
 * @param {import('../drivers/driver.mjs').Driver} db
 * @param {Row[]} products
 */
async function variantsByProduct(db, products) {
  const rows = await db.all(
    variantsOfMany(products.length),
    products.map(({ id }) => id),
  )
  /** @type {Record<number, Row[]>} */
  const byProduct = {}
  for (const row of rows) {
    byProduct[row.product_id] ??= []
    byProduct[row.product_id]?.push(row)
  }
  return byProduct
}

/**
 * @param {Row} row
 * @param {Row[]} variants
 */
function productOf(row, variants) {
  const prices = variants.map(({ price }) => price)
  const lowest = Math.min(...prices)
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    type: row.type,
    vendor: row.vendor,
    tags: JSON.parse(row.tags),
    price: money(lowest),
    priceVaries: prices.some((price) => price !== lowest),
    available: variants.some(({ stock }) => stock > 0),
    options: JSON.parse(row.options),
    variants: variants.map(variantOf),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** @param {Row} row */
function variantOf({ id, sku, title, options, price, weight, stock }) {
  return {
    id,
    sku,
    title,
    options: JSON.parse(options),
    price: money(price),
    available: stock > 0,
    availability: stock > 5 ? 'in_stock' : stock > 0 ? 'few' : 'none',
    weightGrams: weight,
  }
}
