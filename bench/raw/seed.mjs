import { readFileSync } from 'node:fs'
import Libsql from 'libsql'
import { product, sizes } from '../catalogue/products.mjs'
import { departments } from '../catalogue/words.mjs'
import { pragmas } from './drivers/pragmas.mjs'

/**
 * The same catalogue in the tables that the raw program would have.
 * @param {{ file: string, products: number, pieces: number }} seed pieces of each variant
 */
export function seedRaw({ file, products, pieces }) {
  const db = new Libsql(file)
  for (const pragma of pragmas) db.exec(pragma)
  db.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'))
  const collection = db.prepare('insert into collections (id, handle, title) values (?, ?, ?)')
  departments.forEach((title, at) => void collection.run([at + 1, title.toLowerCase(), title]))
  db.prepare('insert into shipping_methods (code, name, price) values (?, ?, ?)').run(['parcel', 'Parcel', 595])
  const shelve = shelver(db, pieces)
  for (let number = 0; number < products; number += 1) {
    if (number % 1_000 === 0) db.exec(number === 0 ? 'begin' : 'commit; begin')
    shelve(number)
  }
  db.exec('commit; analyze; pragma wal_checkpoint(truncate)')
  db.close()
}

const start = Date.UTC(2026, 0, 1)
const options = JSON.stringify([{ name: 'Size', values: sizes.map((value) => ({ value, swatch: null })) }])

/**
 * @param {InstanceType<typeof Libsql>} db
 * @param {number} pieces
 */
function shelver(db, pieces) {
  const addProduct = db.prepare(
    'insert into products (id, handle, title, type, vendor, tags, options, description, attributes, collection_id, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const addVariant = db.prepare(
    'insert into variants (product_id, sku, title, options, price, weight, stock) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const addText = db.prepare('insert into search (rowid, title, words) values (?, ?, ?)')
  return (/** @type {number} */ number) => {
    const { variants, dutchTitle, department, material, tags, ...plain } = product(number)
    const { handle, title, type, vendor, description } = plain
    const id = number + 1
    const at = new Date(start + number * 1_000).toISOString()
    const name = material.charAt(0).toUpperCase() + material.slice(1)
    const attributes = JSON.stringify([{ key: 'material', name: 'Material', unit: null, values: [name] }])
    const collectionId = departments.findIndex((one) => one.toLowerCase() === department) + 1
    const texts = [JSON.stringify(tags), options, description, attributes]
    addProduct.run([id, handle, title, type, vendor, ...texts, collectionId, at, at])
    for (const { sku, size, amount, weightGrams } of variants)
      addVariant.run([id, sku, size, JSON.stringify([{ name: 'Size', value: size }]), amount, weightGrams, pieces])
    const skus = variants.map(({ sku }) => sku)
    addText.run([id, `${title} ${dutchTitle}`, [description, type, vendor, ...tags, ...sizes, ...skus].join(' ')])
  }
}
