import type { Commerce } from '@vitrine/core'
import { kept } from './kept.ts'

/** Net content of one piece, and what its price is compared by: 450 g, per 1000 g. */
export interface UnitMeasure {
  readonly quantity: number
  readonly unit: string
  readonly per: number
}

export interface UnitPricing {
  /** By variant id; empty for goods without a net content. */
  of(product: { readonly id: string; readonly updatedAt: string }): Promise<ReadonlyMap<string, UnitMeasure>>
}

/** Attributes of variants, named as in the product data of price comparisons (unit_pricing_measure, unit_pricing_base_measure). */
export const UNIT_MEASURE = 'unit-pricing-measure'
export const UNIT_BASE = 'unit-pricing-base-measure'

/** Reads the contents of variants, which the store's products do not carry, from the back office's product. */
export function unitPricing({ call }: Pick<Commerce, 'call'>): UnitPricing {
  const measures = kept({
    seconds: 60,
    load: async (key) => {
      const { variants } = await call.admin.products.get({ params: { id: key.split(' ', 1).join() } })
      return new Map(
        variants.flatMap(({ id, attributes }) => {
          const measure = measureOf(attributes[UNIT_MEASURE], attributes[UNIT_BASE])
          return measure === undefined ? [] : [[id, measure] as const]
        }),
      )
    },
  })
  return { of: ({ id, updatedAt }) => measures.get(`${id} ${updatedAt}`) }
}

function measureOf(content: unknown, base: unknown): UnitMeasure | undefined {
  const [quantity, unit] = parsed(content)
  const [per, baseUnit] = parsed(base)
  if (quantity === undefined || per === undefined || unit === undefined || unit !== baseUnit) return undefined
  return { quantity, unit, per }
}

function parsed(text: unknown): [number | undefined, string | undefined] {
  const [, number, unit] = typeof text === 'string' ? (/^(\d+(?:\.\d+)?) (\w+)$/.exec(text) ?? []) : []
  return number === undefined || Number(number) === 0 ? [undefined, undefined] : [Number(number), unit]
}

const READABLE: Readonly<Record<string, string>> = { '1000 g': 'kg', '1000 ml': 'l', '1 pcs': 'piece' }

/** `{ amount: 900, … }` of 450 g, per 1000 g: 2000 and `kg`. */
export function unitPriceOf(amount: number, { quantity, unit, per }: UnitMeasure): { amount: number; per: string } {
  const name = `${per} ${unit}`
  return { amount: Math.round((amount * per) / quantity), per: READABLE[name] ?? name }
}
