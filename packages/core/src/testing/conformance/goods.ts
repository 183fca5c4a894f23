import type { Commerce } from '../../commerce.ts'
import type { ConformanceOptions } from './platform.ts'

type Admin = Commerce['call']['admin']

export const GOODS = [
  { handle: 'smoker', title: 'Stainless steel smoker', skus: { S: 2_900, L: 3_900 }, grams: 900 },
  { handle: 'veil', title: 'Round veil with hat', skus: { One: 1_450 }, grams: 120 },
  { handle: 'hive-tool', title: 'J-shaped hive tool', skus: { One: 1_290 }, grams: 310 },
] as const
const PIECES = 25

const skuOf = (handle: string, size: string) => `${handle}-${size}`.toUpperCase()

/** Of each SKU, in minor units. */
export const firstPrices = () =>
  new Map(
    GOODS.flatMap(({ handle, skus }) =>
      Object.entries(skus).map(([size, amount]): [string, number] => [skuOf(handle, size), amount]),
    ),
  )

/** GS1 check digit of twelve digits (GS1 General Specifications, 7.9). */
export function gtin(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`
}

/** What every product of the suite has in common. */
export function productBase(title: string, handle: string, { attributes = {} }: ConformanceOptions) {
  return {
    handle,
    title,
    status: 'active' as const,
    vendor: 'Lipova',
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    description: `<p>${title}, made for daily work at the hives.</p>`,
    media: [{ url: `https://pictures.example.com/${handle}.jpg`, alt: title }],
  }
}

export async function stockGoods(admin: Admin, options: ConformanceOptions): Promise<void> {
  await admin.locations.create({ body: { code: 'main', name: 'Warehouse', country: 'NL', city: 'Utrecht' } })
  const rows = GOODS.map(({ handle, title, skus, grams }, number) => ({
    ...productBase(title, handle, options),
    options: [{ name: 'Size', values: Object.keys(skus) }],
    variants: Object.entries(skus).map(([size, amount], at) => ({
      sku: skuOf(handle, size),
      barcode: gtin(`4006381${number}${at}000`.padEnd(12, '0').slice(0, 12)),
      options: { Size: size },
      tracked: true,
      weightGrams: grams,
      prices: [{ currency: 'EUR', amount }],
    })),
  }))
  await admin.products.bulk({ body: { products: rows } })
  const skus = rows.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  await admin.stock.bulk({ body: { rows: skus.map((sku) => ({ sku, location: 'main', set: PIECES })) } })
}
