import type { SeedAttributes } from './attributes.ts'
import { internalBarcode } from './barcode.ts'
import type { LocationCode } from './locations.ts'
import type {
  Art,
  CategoryCode,
  Prices,
  SeedOption,
  SeedOptionValue,
  SeedProduct,
  SeedVariant,
  Tag,
  TaxClass,
  Texts,
  UnitMeasure,
} from './types.ts'

/** PLN, EUR, UAH in whole units with cents, as on a price tag. */
type Tags3 = readonly [pln: number, eur: number, uah: number]

/** Poznań, Kyiv, Lviv, Kraków, Utrecht, market stall; one number is the warehouse alone. */
type Shelves =
  | number
  | readonly [poznan: number, kyiv: number, lviv: number, krakow: number, utrecht: number, market: number]

/** One variant as it is written down: grams, price tags, stock. */
type Row = {
  readonly grams: number
  readonly price: Tags3
  readonly was?: Tags3
  readonly stock: Shelves
  readonly backorder?: true
  readonly untracked?: true
  /** Content for the price per unit. */
  readonly net?: number
}

/** One product as it is written down. Rows are named by their option values in order, `sand xl`; a product without options has one row, `only`. */
export type Sheet = {
  /** The product's number in the shop, from which barcodes follow. Never reused. */
  readonly number: number
  readonly sku: string
  readonly handle: string
  readonly title: Texts
  readonly subtitle: Texts
  readonly description: Texts
  readonly tags?: readonly Tag[]
  readonly attributes: Omit<SeedAttributes, 'width' | 'depth' | 'height'>
  /** Width, depth, height in millimetres. */
  readonly size?: readonly [width: number, depth: number, height: number]
  readonly options?: readonly SeedOption[]
  readonly variants: Readonly<Record<string, Row>>
  readonly unit?: Omit<UnitMeasure, 'quantity'>
  readonly taxClass?: TaxClass
  readonly art: Art
  readonly bulky?: true
  readonly pickupOnly?: true
}

/** Makes the products of one category from their sheets. */
export function shelf({
  category,
  sheets,
}: {
  category: CategoryCode
  sheets: readonly Sheet[]
}): readonly SeedProduct[] {
  return sheets.map((sheet) => ({
    handle: sheet.handle,
    title: sheet.title,
    subtitle: sheet.subtitle,
    description: sheet.description,
    category,
    tags: sheet.tags ?? [],
    attributes: { ...sheet.attributes, ...measured(sheet.size) },
    options: sheet.options ?? [],
    variants: Object.entries(sheet.variants).map(([name, row], index) => variant({ sheet, name, row, index })),
    taxClass: sheet.taxClass ?? 'standard',
    art: sheet.art,
    ...(sheet.bulky ? { bulky: true } : {}),
    ...(sheet.pickupOnly ? { pickupOnly: true } : {}),
  }))
}

function variant({ sheet, name, row, index }: { sheet: Sheet; name: string; row: Row; index: number }): SeedVariant {
  const chosen = chosenValues({ sheet, name })
  return {
    sku: [sheet.sku, ...chosen.map(([, value]) => value.code.toUpperCase())].join('-'),
    barcode: internalBarcode({ product: sheet.number, variant: index + 1 }),
    options: Object.fromEntries(chosen.map(([option, value]) => [option.code, value.code])),
    prices: minor(row.price),
    ...(row.was ? { compareAt: minor(row.was) } : {}),
    weight: row.grams,
    stock: onShelves(row.stock),
    ...(row.backorder ? { backorder: true } : {}),
    ...(row.untracked ? { untracked: true } : {}),
    ...(sheet.unit && row.net ? { measure: { ...sheet.unit, quantity: row.net } } : {}),
    art: Object.assign({}, sheet.art, ...chosen.map(([, value]) => value.art)),
  }
}

function chosenValues({
  sheet,
  name,
}: {
  sheet: Sheet
  name: string
}): readonly (readonly [SeedOption, SeedOptionValue])[] {
  const options = sheet.options ?? []
  const codes = options.length === 0 ? [] : name.split(' ')
  if (codes.length !== options.length) throw new Error(`${sheet.handle}: row "${name}" does not name every option`)
  return options.map((option, at) => {
    const value = option.values.find(({ code }) => code === codes[at])
    if (!value) throw new Error(`${sheet.handle}: ${option.code} has no value "${codes[at]}"`)
    return [option, value] as const
  })
}

/** Price tags as integer minor units; all three currencies have two decimals. */
function minor([pln, eur, uah]: Tags3): Prices {
  return { PLN: Math.round(pln * 100), EUR: Math.round(eur * 100), UAH: Math.round(uah * 100) }
}

function onShelves(stock: Shelves): Record<LocationCode, number> {
  const [poznan, kyiv, lviv, krakow, utrecht, market] = typeof stock === 'number' ? [stock, 0, 0, 0, 0, 0] : stock
  return { poznan, kyiv, lviv, krakow, utrecht, market }
}

function measured(size: Sheet['size']): Pick<SeedAttributes, 'width' | 'depth' | 'height'> {
  if (!size) return {}
  const [width, depth, height] = size
  return { width, depth, height }
}
