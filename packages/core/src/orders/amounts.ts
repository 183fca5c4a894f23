import { multiplyRatio } from '../kernel/index.ts'
import { taxLines } from '../pricing/index.ts'
import type { DeliverySnapshot, OrderTotals } from './model.ts'

/** A line with the quantities that count. Amounts in minor units. */
export interface LineToPrice {
  readonly unitAmount: number
  readonly taxRate: number
  readonly quantity: number
  readonly cancelled: number
  readonly placedQuantity: number
  readonly placedAdjustment: number
}

export interface PricedLine {
  readonly amount: number
  readonly adjustment: number
  readonly tax: number
}

export interface Terms {
  readonly pricesIncludeTax: boolean
  readonly taxRounding: 'line' | 'total'
  readonly delivery: DeliverySnapshot | null
}

export interface Priced {
  readonly lines: readonly PricedLine[]
  readonly delivery: DeliverySnapshot | null
  readonly totals: OrderTotals
}

/**
 * What an order costs for what is not cancelled. Discounts were agreed for the quantity that was placed; other quantities take their part,
 * reckoned from what was agreed and never from an earlier change, so that doing and undoing comes back to the same cent.
 * Delivery stays as it was agreed while anything is left to deliver.
 */
export function priceOrder({ lines, terms }: { lines: readonly LineToPrice[]; terms: Terms }): Priced {
  const isEmpty = lines.every(({ quantity, cancelled }) => quantity === cancelled)
  const delivery = terms.delivery === null || isEmpty ? null : terms.delivery
  const goods = lines.map(amountOf)
  const taxed = taxLines({
    lines: goods.map(({ amount, adjustment }, index) => ({
      amount: amount + adjustment,
      taxClass: classOf(lines[index]?.taxRate ?? 0),
    })),
    shipping:
      delivery === null
        ? null
        : {
            amount: delivery.amount + delivery.adjustment,
            taxClass: delivery.taxRate === null ? null : classOf(delivery.taxRate),
          },
    rates: { rates: ratesOf([...lines.map(({ taxRate }) => taxRate), delivery?.taxRate ?? 0]), shippingClass: null },
    pricesIncludeTax: terms.pricesIncludeTax,
    rounding: terms.taxRounding,
  })
  return {
    lines: goods.map((line, index) => ({ ...line, tax: taxed.lines[index]?.tax ?? 0 })),
    delivery: terms.delivery === null ? null : { ...terms.delivery, tax: taxed.shipping.tax },
    totals: {
      lines: sumOf(goods.map(({ amount }) => amount)),
      adjustments: sumOf(goods.map(({ adjustment }) => adjustment)) + (delivery?.adjustment ?? 0),
      shipping: delivery?.amount ?? 0,
      tax: taxed.total.tax,
      total: taxed.total.gross,
    },
  }
}

function amountOf({ unitAmount, quantity, cancelled, placedQuantity, placedAdjustment }: LineToPrice) {
  const live = quantity - cancelled
  const part = { numerator: live, denominator: placedQuantity }
  return { amount: unitAmount * live, adjustment: multiplyRatio(placedAdjustment, part, 'halfUp') }
}

/** Orders keep the rate, not the class: classes and zones may change behind them. */
const classOf = (rate: number) => `rate-${rate}`

function ratesOf(rates: readonly number[]): Record<string, number> {
  return Object.fromEntries(rates.map((rate) => [classOf(rate), rate]))
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
