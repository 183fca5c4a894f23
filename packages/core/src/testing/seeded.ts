import type { Commerce, CommerceOptions } from '../commerce.ts'
import type { Plugin } from '../plugins/index.ts'
import { type ServedShop, serveTestShop } from './shop.ts'

const PRODUCTS = [
  { handle: 'smoker', title: 'Smoker', sizes: { Small: 2_900, Large: 3_900 }, grams: 900 },
  { handle: 'veil', title: 'Veil', sizes: { One: 1_450 }, grams: 120 },
  { handle: 'hive-tool', title: 'Hive tool', sizes: { One: 1_290 }, grams: 310 },
] as const

const PIECES = 25

/** A shop over HTTP on a free port and a temporary file: three products with 25 pieces of each size, one warehouse, parcels and a pick-up. */
export async function startTestShop<const Plugins extends readonly Plugin[] = readonly []>(
  options: Partial<CommerceOptions<Plugins>> = {},
): Promise<ServedShop<Plugins>> {
  const shop = await serveTestShop(options)
  await seedTestShop(shop.commerce)
  return shop
}

/** Fills an empty shop as `startTestShop` does. */
export async function seedTestShop({ call, idle }: Pick<Commerce, 'call' | 'idle'>): Promise<void> {
  await stock(call.admin)
  await deliver(call.admin)
  await idle()
}

type Admin = Commerce['call']['admin']

async function stock({ locations, products, stock: levels }: Admin): Promise<void> {
  await locations.create({ body: { code: 'main', name: 'Warehouse', country: 'NL', pickup: true, city: 'Utrecht' } })
  const rows = PRODUCTS.map(({ handle, title, sizes, grams }) => ({
    handle,
    title,
    status: 'active' as const,
    options: [{ name: 'Size', values: Object.keys(sizes) }],
    variants: Object.entries(sizes).map(([size, amount]) => ({
      sku: `${handle}-${size}`.toUpperCase(),
      options: { Size: size },
      tracked: true,
      weightGrams: grams,
      prices: [{ currency: 'EUR', amount }],
    })),
  }))
  await products.bulk({ body: { products: rows } })
  const skus = rows.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  await levels.bulk({ body: { rows: skus.map((sku) => ({ sku, location: 'main', set: PIECES })) } })
}

async function deliver({ delivery, locations }: Admin): Promise<void> {
  const [place] = (await locations.list({ query: {} })).items
  const rate = { market: 'main', currency: 'EUR' }
  await delivery.create({
    body: { code: 'parcel', type: 'shipping', texts: { en: { name: 'Parcel' } }, rates: [{ ...rate, amount: 595 }] },
  })
  await delivery.create({
    body: {
      code: 'fetch',
      type: 'pickup',
      texts: { en: { name: 'Fetch it' } },
      pickupLocationIds: place === undefined ? [] : [place.id],
      rates: [{ ...rate, amount: 0 }],
    },
  })
}
