import { allocate, multiplyRatio } from '../kernel/index.ts'
import { STANDARD_TAX, type TaxRates } from '../markets/index.ts'

/** Minor units. `net + tax = gross`, always. */
export interface Taxed {
  readonly net: number
  readonly tax: number
  readonly gross: number
}

export interface TaxInput {
  /** What each line costs in all, after discounts, in minor units and not negative; gross or net as `pricesIncludeTax` says. */
  readonly lines: readonly { readonly amount: number; readonly taxClass: string }[]
  /** What shipping costs; gross or net as the lines. A tax class of its own wins over the rule of the zone. */
  readonly shipping: { readonly amount: number; readonly taxClass?: string | null } | null
  readonly rates: Pick<TaxRates, 'rates' | 'shippingClass'>
  readonly pricesIncludeTax: boolean
  /** `line` rounds each line half up and adds; `total` rounds the sum of each rate and shares the tax out. */
  readonly rounding: 'line' | 'total'
}

export interface TaxResult {
  /** In the order of the input, with the rate in basis points. */
  readonly lines: readonly (Taxed & { readonly rate: number })[]
  readonly shipping: Taxed
  /** One row per rate with lines and shipping together, the greatest rate first; for the invoice. */
  readonly summary: readonly (Taxed & { readonly rate: number })[]
  /** Lines and shipping together. */
  readonly total: Taxed
}

interface Part {
  readonly amount: number
  readonly rate: number
}

const WHOLE = 10_000

/** Basis points of a class; one that the zone does not know is taxed as the standard class, and without that not at all. */
export function rateOf(rates: TaxInput['rates']['rates'], taxClass: string): number {
  return rates[taxClass] ?? rates[STANDARD_TAX] ?? 0
}

/** The tax of goods and shipping. Pure; the parts add up to the total exactly in both roundings. Throws a RangeError for negative or fractional amounts. */
export function taxLines({ lines, shipping, rates, pricesIncludeTax, rounding }: TaxInput): TaxResult {
  const goods = lines.map(({ amount, taxClass }) => ({ amount: checked(amount), rate: rateOf(rates.rates, taxClass) }))
  const carriage = shipping === null ? [] : shippingParts({ shipping, goods, rates })
  const parts = [...goods, ...carriage]
  const taxes =
    rounding === 'line' ? parts.map((part) => taxOf(part, pricesIncludeTax)) : sharedTaxes(parts, pricesIncludeTax)
  const taxed = parts.map(({ amount, rate }, index) => {
    const tax = taxes[index] ?? 0
    return { net: pricesIncludeTax ? amount - tax : amount, tax, gross: pricesIncludeTax ? amount : amount + tax, rate }
  })
  return {
    lines: taxed.slice(0, goods.length),
    shipping: addUp(taxed.slice(goods.length)),
    summary: byRate(taxed),
    total: addUp(taxed),
  }
}

function checked(amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not an amount that can be taxed: ${amount}`)
  return amount
}

/** Shipping at one rate, or in parts that follow the value of the goods at each rate. */
function shippingParts({
  shipping,
  goods,
  rates,
}: {
  shipping: NonNullable<TaxInput['shipping']>
  goods: readonly Part[]
  rates: TaxInput['rates']
}): Part[] {
  const amount = checked(shipping.amount)
  const taxClass = shipping.taxClass ?? rates.shippingClass
  const values = new Map<number, number>()
  for (const { amount: value, rate } of goods) values.set(rate, (values.get(rate) ?? 0) + value)
  if (taxClass !== null || values.size === 0) return [{ amount, rate: rateOf(rates.rates, taxClass ?? STANDARD_TAX) }]
  const found = [...values.keys()]
  return allocate(amount, [...values.values()]).map((part, index) => ({ amount: part, rate: found[index] ?? 0 }))
}

function taxOf({ amount, rate }: Part, isIncluded: boolean): number {
  return multiplyRatio(amount, { numerator: rate, denominator: isIncluded ? WHOLE + rate : WHOLE }, 'halfUp')
}

/** The tax of each rate is rounded once, then shared over its parts by their amounts. */
function sharedTaxes(parts: readonly Part[], isIncluded: boolean): number[] {
  const taxes = parts.map(() => 0)
  for (const rate of new Set(parts.map((part) => part.rate))) {
    const members = parts.flatMap((part, index) => (part.rate === rate ? [index] : []))
    const amounts = members.map((index) => parts[index]?.amount ?? 0)
    const amount = amounts.reduce((a, b) => a + b, 0)
    allocate(taxOf({ amount, rate }, isIncluded), amounts).forEach((tax, at) => {
      taxes[members[at] as number] = tax
    })
  }
  return taxes
}

function addUp(parts: readonly Taxed[]): Taxed {
  let net = 0
  let tax = 0
  let gross = 0
  for (const part of parts) {
    net += part.net
    tax += part.tax
    gross += part.gross
  }
  return { net, tax, gross }
}

function byRate(parts: TaxResult['lines']): TaxResult['summary'] {
  const found = [...new Set(parts.map(({ rate }) => rate))].sort((a, b) => b - a)
  return found.map((rate) => {
    const { net, tax, gross } = addUp(parts.filter((part) => part.rate === rate))
    return { net, tax, gross, rate }
  })
}
