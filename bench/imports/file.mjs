import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { seeded } from '../random.mjs'

const kinds = ['Smoker', 'Veil', 'Jacket', 'Frame', 'Extractor', 'Hive tool', 'Feeder', 'Glove', 'Strainer', 'Jar']
const makes = ['Alder', 'Beech', 'Cedar', 'Heather', 'Linden', 'Maple', 'Rowan', 'Willow', 'Juniper', 'Hazel']
const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL']
const colours = ['White', 'Straw', 'Olive', 'Brick', 'Slate']
const words =
  'light strong quiet keeps warm dry steel wood cotton woven seam double lined handle opens closes fits every hive box lid wire mesh washable folds flat spring summer winter colony honey wax brood frame tested apiary gentle bees beginner careful lasting repair spare part simple clean smooth edge'.split(
    ' ',
  )

const header =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,SEO Title,SEO Description\n'

/**
 * Writes a product file as Shopify's admin exports it, of so many variants: one to six a product, with texts, tags, pictures and counts.
 * Answers how many products are in it.
 * @param {string} path
 * @param {{ variants: number, name?: string, seed?: number }} wish `name` tells the products of two files apart
 */
export async function writeProductFile(path, { variants, name = 'bench', seed = 1 }) {
  const random = seeded(seed)
  const out = createWriteStream(path)
  out.write(header)
  let products = 0
  for (let left = variants; left > 0; products += 1) {
    const count = Math.min(left, 1 + Math.floor(random() * 6))
    left -= count
    if (!out.write(productLines({ number: products, count, name, random }))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return products
}

/** @param {{ number: number, count: number, name: string, random: () => number }} product */
function productLines({ number, count, name, random }) {
  /** @template T @param {readonly T[]} list */
  const pick = (list) => /** @type {T} */ (list[Math.floor(random() * list.length)])
  const phrase = (/** @type {number} */ length) => Array.from({ length }, () => pick(words)).join(' ')
  const kind = pick(kinds)
  const title = `${pick(makes)} ${kind.toLowerCase()} ${number}`
  const handle = `${name}-${title.toLowerCase().replaceAll(' ', '-')}`
  const body = `<p>${phrase(24)}.</p><p>${phrase(18)}.</p>`
  const tags = `"${pick(words)}, ${pick(words)}"`
  const colour = pick(colours)
  const amount = 500 + Math.floor(random() * 20_000)
  const first = [title, body, `${pick(makes)} and sons`, kind, tags, 'TRUE', 'Size']
  return Array.from({ length: count }, (_, at) => {
    const head = at === 0 ? first : ['', '', '', '', '', '', '']
    const cells = [
      handle,
      ...head,
      sizes[at],
      at === 0 ? 'Colour' : '',
      colour,
      `${name}-${number}-${at}`.toUpperCase(),
    ]
    const price = ((amount + at * 100) / 100).toFixed(2)
    const before = number % 5 === 0 ? ((amount + at * 100 + 500) / 100).toFixed(2) : ''
    const stock = [120 + at * 10, 'shopify', 1 + Math.floor(random() * 40), 'deny', price, before, 'TRUE', 'TRUE']
    const picture = at > 1 ? ['', '', ''] : [`https://pictures.example.com/${name}/${number}-${at}.jpg`, at + 1, title]
    return `${[...cells, ...stock, '', ...picture, '', ''].join(',')}\n`
  }).join('')
}
