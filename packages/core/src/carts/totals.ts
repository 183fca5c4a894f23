import type { TaxRates } from '../markets/index.ts'
import { taxLines } from '../pricing/index.ts'
import type { Adjustment } from './adjustments.ts'
import { applyAdjustments } from './applied.ts'

/** One priced line that goes into the totals. Amounts in minor units. */
export interface GoodsLine {
  readonly id: string
  readonly quantity: number
  readonly unitAmount: number
  readonly taxClass: string
}

export interface TotalsInput {
  readonly lines: readonly GoodsLine[]
  readonly adjustments: readonly Adjustment[]
  /** Null while no delivery is chosen; `taxClass` null follows the rule of the tax zone. */
  readonly delivery: { readonly amount: number; readonly taxClass: string | null } | null
  readonly rates: Pick<TaxRates, 'rates' | 'shippingClass'>
  readonly pricesIncludeTax: boolean
  readonly rounding: 'line' | 'total'
}

export interface LineTotals {
  readonly id: string
  readonly unitAmount: number
  readonly subtotal: number
  /** Signed: own adjustments and the share of the order's. */
  readonly adjustment: number
  readonly tax: number
  /** Basis points: 2300 is 23 %. */
  readonly rate: number
  /** What the buyer pays for the line, tax included. */
  readonly total: number
}

/**
 * Minor units, all whole. `total = subtotal + adjustment + delivery.amount`, plus `tax` where prices do not include it;
 * and `total = Σ lines.total + delivery.total`; and `tax = Σ lines.tax + delivery.tax = Σ taxes.tax`.
 */
export interface Totals {
  readonly lines: readonly LineTotals[]
  readonly adjustments: readonly Adjustment[]
  readonly delivery: {
    readonly amount: number
    readonly adjustment: number
    readonly tax: number
    readonly total: number
  } | null
  readonly subtotal: number
  /** Signed; also holds what is taken off the delivery. */
  readonly adjustment: number
  readonly tax: number
  readonly total: number
  readonly pricesIncludeTax: boolean
  readonly taxes: readonly { readonly rate: number; readonly net: number; readonly tax: number }[]
}

/** What a cart costs. Pure. Undefined when some sum is too large to be counted exactly. */
export function totals({
  lines,
  adjustments,
  delivery,
  rates,
  pricesIncludeTax,
  rounding,
}: TotalsInput): Totals | undefined {
  const goods = lines.map(({ id, quantity, unitAmount, taxClass }) => ({
    id,
    quantity,
    unitAmount,
    taxClass,
    subtotal: unitAmount * quantity,
  }))
  if (!isCountable([...goods.map(({ subtotal }) => subtotal), ...surcharges(adjustments), delivery?.amount ?? 0]))
    return undefined
  const applied = applyAdjustments({ lines: goods, delivery: delivery?.amount ?? null }, adjustments)
  const taxed = taxLines({
    lines: applied.lines.map(({ subtotal, adjustment }, index) => ({
      amount: subtotal + adjustment,
      taxClass: goods[index]?.taxClass ?? '',
    })),
    shipping:
      applied.delivery === null
        ? null
        : { amount: applied.delivery.amount + applied.delivery.adjustment, taxClass: delivery?.taxClass ?? null },
    rates,
    pricesIncludeTax,
    rounding,
  })
  return {
    lines: goods.map(({ id, unitAmount, subtotal }, index) => ({
      id,
      unitAmount,
      subtotal,
      adjustment: applied.lines[index]?.adjustment ?? 0,
      tax: taxed.lines[index]?.tax ?? 0,
      rate: taxed.lines[index]?.rate ?? 0,
      total: taxed.lines[index]?.gross ?? 0,
    })),
    adjustments: applied.adjustments,
    delivery:
      applied.delivery === null
        ? null
        : {
            amount: applied.delivery.amount,
            adjustment: applied.delivery.adjustment,
            tax: taxed.shipping.tax,
            total: taxed.shipping.gross,
          },
    subtotal: sum(goods.map(({ subtotal }) => subtotal)),
    adjustment: sum(applied.adjustments.map(({ amount }) => amount)),
    tax: taxed.total.tax,
    total: taxed.total.gross,
    pricesIncludeTax,
    taxes: taxed.summary.map(({ rate, net, tax }) => ({ rate, net, tax })),
  }
}

/** Twice the room that the amounts need, so that tax on top still fits. */
function isCountable(amounts: readonly number[]): boolean {
  return sum(amounts) * 2 <= Number.MAX_SAFE_INTEGER
}

function surcharges(adjustments: readonly Adjustment[]): number[] {
  return adjustments.map(({ amount }) => Math.max(0, amount))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
