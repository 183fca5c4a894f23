import { describe, expect, it } from 'vitest'
import { PALETTES, SHAPES } from '../art/index.ts'
import {
  ATTRIBUTES,
  CATEGORIES,
  COLLECTIONS,
  CURRENCIES,
  DELIVERY,
  LOCATIONS,
  MARKETS,
  PRODUCTS,
  type SeedProduct,
  type SeedRule,
  type SeedVariant,
  TAX_ZONES,
} from './index.ts'

const variants = PRODUCTS.flatMap((product) => product.variants.map((variant) => ({ product, variant })))
const total = ({ stock }: SeedVariant) => Object.values(stock).reduce((sum, count) => sum + count, 0)
const repeated = <T>(values: readonly T[]) => values.filter((value, at) => values.indexOf(value) !== at)

describe('the size of the shop', () => {
  it('has sixty products with 220 variants', () => {
    expect(PRODUCTS).toHaveLength(60)
    expect(variants).toHaveLength(220)
  })

  it('fills eight categories', () => {
    const counts = CATEGORIES.map(({ handle }) => [
      handle,
      PRODUCTS.filter(({ category }) => category === handle).length,
    ])
    expect(Object.fromEntries(counts)).toEqual({
      hives: 12,
      frames: 6,
      tools: 9,
      clothing: 6,
      extraction: 10,
      honey: 7,
      wax: 5,
      bees: 5,
    })
  })

  it('keeps goods in six places: a warehouse, four shops and a stall', () => {
    expect(LOCATIONS.map(({ kind }) => kind).sort()).toEqual(['stall', 'store', 'store', 'store', 'store', 'warehouse'])
    expect(repeated(LOCATIONS.map(({ code }) => code))).toEqual([])
  })
})

describe('names and numbers', () => {
  it('never uses a handle, SKU or barcode twice', () => {
    expect(repeated(PRODUCTS.map(({ handle }) => handle))).toEqual([])
    expect(repeated(variants.map(({ variant }) => variant.sku))).toEqual([])
    expect(repeated(variants.map(({ variant }) => variant.barcode))).toEqual([])
    expect(repeated([...CATEGORIES, ...COLLECTIONS].map(({ handle }) => handle))).toEqual([])
  })

  it('writes handles and SKUs in plain letters', () => {
    expect(PRODUCTS.filter(({ handle }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle))).toEqual([])
    expect(variants.filter(({ variant }) => !/^[A-Z0-9]+(-[A-Z0-9]+)+$/.test(variant.sku))).toEqual([])
  })

  it('gives every variant an EAN-13 for internal use with a valid check digit', () => {
    for (const { variant } of variants) {
      expect(variant.barcode).toMatch(/^2\d{12}$/)
      const weighed = [...variant.barcode].map((digit, at) => Number(digit) * (at % 2 === 0 ? 1 : 3))
      expect(weighed.reduce((sum, digit) => sum + digit, 0) % 10).toBe(0)
    }
  })
})

describe('options', () => {
  it.each(PRODUCTS)('of $handle are chosen completely and only once', ({ options, variants: sold }) => {
    const codes = options.map(({ code }) => code)
    expect(options.length).toBeLessThanOrEqual(3)
    expect(repeated(codes)).toEqual([])
    for (const { options: chosen } of sold) expect(Object.keys(chosen)).toEqual(codes)
    expect(repeated(sold.map(({ options: chosen }) => Object.values(chosen).join('/')))).toEqual([])
    for (const { code, values } of options) {
      const used = new Set(sold.map(({ options: chosen }) => chosen[code]))
      expect([...used].sort()).toEqual(values.map((value) => value.code).sort())
    }
  })
})

describe('prices', () => {
  it('are whole minor units above zero in every currency', () => {
    for (const { variant } of variants) {
      for (const currency of CURRENCIES) {
        expect(Number.isSafeInteger(variant.prices[currency])).toBe(true)
        expect(variant.prices[currency]).toBeGreaterThan(0)
      }
    }
  })

  it('look like price tags: tens of groszy, five cents, whole hryvnias', () => {
    const odd = variants.filter(({ variant: { prices } }) => prices.PLN % 10 || prices.EUR % 5 || prices.UAH % 100)
    expect(odd.map(({ variant }) => variant.sku)).toEqual([])
  })

  it('are set for each currency and not converted at one rate, yet stay within reason', () => {
    const euro = variants.map(({ variant: { prices } }) => prices.PLN / prices.EUR)
    const hryvnia = variants.map(({ variant: { prices } }) => prices.UAH / prices.PLN)
    expect(new Set(euro.map((rate) => rate.toFixed(2))).size).toBeGreaterThan(10)
    expect(new Set(hryvnia.map((rate) => rate.toFixed(1))).size).toBeGreaterThan(10)
    expect(euro.filter((rate) => rate < 3.5 || rate > 4.4)).toEqual([])
    expect(hryvnia.filter((rate) => rate < 5 || rate > 10.5)).toEqual([])
  })

  it('compare with a higher price exactly where the product is marked as reduced', () => {
    const reduced = variants.filter(({ variant }) => variant.compareAt)
    expect(reduced.length).toBeGreaterThanOrEqual(5)
    for (const { variant } of reduced) {
      for (const currency of CURRENCIES) expect(variant.compareAt?.[currency]).toBeGreaterThan(variant.prices[currency])
    }
    const marked = PRODUCTS.filter(({ tags }) => tags.includes('sale')).map(({ handle }) => handle)
    expect([...new Set(reduced.map(({ product }) => product.handle))].sort()).toEqual([...marked].sort())
  })

  it('rise with the amount and fall per unit for honey', () => {
    const jars = PRODUCTS.filter(({ category }) => category === 'honey')
    for (const { variants: sold } of jars) {
      const perUnit = sold.map(({ prices, measure }) => prices.EUR / (measure?.quantity ?? 0))
      expect(perUnit.every(Number.isFinite)).toBe(true)
      expect([...perUnit].sort((a, b) => b - a)).toEqual(perUnit)
    }
  })
})

describe('stock', () => {
  it('is counted in whole pieces at the six places', () => {
    for (const { variant } of variants) {
      expect(Object.keys(variant.stock).sort()).toEqual(LOCATIONS.map(({ code }) => code).sort())
      expect(Object.values(variant.stock).filter((count) => !Number.isInteger(count) || count < 0)).toEqual([])
    }
  })

  it('has two variants on backorder and two that are not counted', () => {
    expect(variants.filter(({ variant }) => variant.backorder)).toHaveLength(2)
    expect(variants.filter(({ variant }) => variant.untracked)).toHaveLength(2)
  })

  it('has variants that are sold out and others that nearly are', () => {
    const counted = variants.filter(({ variant }) => !variant.untracked)
    expect(counted.filter(({ variant }) => total(variant) === 0 && !variant.backorder).length).toBeGreaterThanOrEqual(3)
    expect(counted.filter(({ variant }) => total(variant) > 0 && total(variant) <= 3).length).toBeGreaterThanOrEqual(5)
  })

  it('keeps bulky goods in the warehouse and live ones in the shops', () => {
    const elsewhere = ({ stock }: SeedVariant) => total({ stock } as SeedVariant) - stock.poznan
    const bulky = variants.filter(({ product }) => product.bulky)
    const live = variants.filter(({ product }) => product.pickupOnly)
    expect(bulky.length).toBeGreaterThan(20)
    expect(bulky.filter(({ variant }) => elsewhere(variant) > 0)).toEqual([])
    expect(live.filter(({ variant }) => variant.stock.poznan + variant.stock.market > 0)).toEqual([])
  })

  it('reaches every place', () => {
    for (const { code } of LOCATIONS) {
      expect(variants.filter(({ variant }) => variant.stock[code] > 0).length).toBeGreaterThan(30)
    }
  })
})

describe('pictures', () => {
  it('exist for every product and variant', () => {
    for (const { art } of [...PRODUCTS, ...variants.map(({ variant }) => variant)]) {
      expect(Object.hasOwn(SHAPES, art.shape)).toBe(true)
      expect(Object.hasOwn(PALETTES, art.palette)).toBe(true)
    }
  })

  it('show the face of a product also on one of its variants, and leave no shape unused', () => {
    const shown = new Set(variants.map(({ variant }) => variant.art.shape))
    expect(PRODUCTS.filter(({ art }) => !shown.has(art.shape)).map(({ handle }) => handle)).toEqual([])
    expect(Object.keys(SHAPES).filter((shape) => !shown.has(shape as keyof typeof SHAPES))).toEqual([])
  })

  it('stand on the ground of their category', () => {
    const grounds = CATEGORIES.map(({ handle }) => {
      const own = variants.filter(({ product }) => product.category === handle)
      return new Set(own.map(({ variant }) => PALETTES[variant.art.palette].ground)).size
    })
    expect(Math.max(...grounds)).toBeLessThanOrEqual(2)
  })
})

describe('attributes and tax', () => {
  it('use only choices that the attribute has', () => {
    for (const { attributes } of PRODUCTS) {
      for (const [key, value] of Object.entries(attributes)) {
        const attribute = ATTRIBUTES[key as keyof typeof ATTRIBUTES]
        const chosen = [value].flat().map(String)
        if ('choices' in attribute)
          expect(chosen.filter((choice) => !Object.hasOwn(attribute.choices, choice))).toEqual([])
        else if (attribute.type === 'boolean') expect(typeof value).toBe('boolean')
        else expect(value).toBeGreaterThan(0)
      }
    }
  })

  it('fit their category: honey is food and names its price per kilogram', () => {
    const honey = PRODUCTS.filter(({ category }) => category === 'honey')
    expect(honey.filter(({ taxClass }) => taxClass !== 'food')).toEqual([])
    for (const { variants: sold } of honey) {
      expect(sold.filter(({ measure }) => measure?.unit !== 'g' || measure.per !== 1000)).toEqual([])
    }
    expect(PRODUCTS.filter(({ taxClass, category }) => taxClass === 'food' && category !== 'honey')).toEqual([])
  })
})

function matches({ product, rule }: { product: SeedProduct; rule: SeedRule }): boolean {
  const wanted = 'is' in rule ? [rule.is] : rule.oneOf
  const own: readonly unknown[] =
    rule.field === 'tag'
      ? product.tags
      : rule.field === 'type'
        ? [product.category]
        : [product.attributes[rule.field.replace('attribute.', '') as keyof typeof ATTRIBUTES]].flat()
  return own.some((value) => wanted.includes(String(value)))
}

describe('collections', () => {
  it('are about ten, some by hand and some by rule', () => {
    const all = [...CATEGORIES, ...COLLECTIONS]
    expect(all).toHaveLength(12)
    expect(new Set(all.map(({ members }) => members.by))).toEqual(new Set(['hand', 'rule']))
  })

  it.each([...CATEGORIES, ...COLLECTIONS])('$handle has members that exist', ({ members }) => {
    const handles = PRODUCTS.map(({ handle }) => handle)
    const found =
      members.by === 'hand'
        ? members.products.filter((handle) => handles.includes(handle))
        : PRODUCTS.filter((product) => matches({ product, rule: members.rule })).map(({ handle }) => handle)
    expect(found.length).toBeGreaterThanOrEqual(5)
    if (members.by === 'hand') expect(found).toEqual(members.products)
  })
})

describe('markets and delivery', () => {
  it('puts every country into one market and one tax zone', () => {
    const sold = MARKETS.flatMap(({ countries }) => countries)
    expect(repeated(sold)).toEqual([])
    expect(TAX_ZONES.flatMap(({ countries }) => countries).sort()).toEqual([...sold].sort())
    expect(MARKETS.filter(({ isDefault }) => isDefault)).toHaveLength(1)
  })

  it('taxes Ukraine, Poland and the Netherlands by their rates', () => {
    const rates = Object.fromEntries(TAX_ZONES.map((zone) => [zone.code, zone.rates]))
    expect(rates.ua).toEqual({ standard: 2000, reduced: 2000, food: 2000 })
    expect(rates.pl).toEqual({ standard: 2300, reduced: 800, food: 500 })
    expect(rates.nl).toEqual({ standard: 2100, reduced: 900, food: 900 })
  })

  it('prices delivery in the currency of the market, more for more weight', () => {
    for (const { markets } of DELIVERY) {
      for (const { code, currency } of MARKETS) {
        const offer = markets[code]
        if (!offer) continue
        expect(offer.currency).toBe(currency)
        expect(offer.rates.map(({ price }) => price)).toEqual(
          offer.rates.map(({ price }) => price).sort((a, b) => a - b),
        )
        expect(repeated(offer.rates.map(({ upToGrams }) => upToGrams))).toEqual([])
      }
    }
  })

  it('takes everything to every market that sells it', () => {
    for (const { product, variant } of variants) {
      const cargo = product.pickupOnly ? 'live' : product.bulky ? 'bulky' : 'parcel'
      for (const { code } of MARKETS) {
        const ways = DELIVERY.filter(({ cargo: takes, markets }) => {
          const offer = markets[code]
          return takes.includes(cargo) && offer?.rates.some(({ upToGrams }) => variant.weight <= upToGrams)
        })
        expect(ways.length).toBeGreaterThan(0)
      }
    }
  })

  it('hands over only in shops that do', () => {
    const shops = LOCATIONS.filter(({ pickup }) => pickup).map(({ code }) => code)
    const named = DELIVERY.flatMap(({ type, markets }) =>
      Object.values(markets).flatMap((offer) => (type === 'pickup' && !offer.at ? ['nowhere'] : [...(offer.at ?? [])])),
    )
    expect([...new Set(named)].sort()).toEqual([...shops].sort())
  })
})
