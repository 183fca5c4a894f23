import { minorUnits } from '../minor-units.ts'
import type { Breakdown, OrderItem } from './model.ts'

/** What one item brought, by what it was for; minor units. */
export interface Proceeds {
  readonly item: number
  /** Sending it, wrapping it, cash on delivery: what is not the goods. */
  readonly extras: number
  readonly discount: number
  readonly extrasDiscount: number
  readonly tax: number
  readonly extrasTax: number
}

const EXTRAS: readonly string[] = ['SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'OTHER']

/**
 * Reads the breakdown of an item. Discounts and taxes say in their details what they are of; without details they are of the goods.
 * Amazon has sent discounts with and without a minus.
 */
export function proceedsOf({ quantityOrdered, product, proceeds }: OrderItem): Proceeds {
  const parts = proceeds?.breakdowns ?? []
  const unit = product.price?.unitPrice
  const told = parts.some(({ type }) => type === 'ITEM')
  const discount = parts.filter(({ type }) => type === 'DISCOUNT')
  const tax = parts.filter(({ type }) => type === 'TAX')
  return {
    item: told || unit === undefined ? sumOf(parts, ({ type }) => type === 'ITEM') : minorUnits(unit) * quantityOrdered,
    extras: sumOf(parts, ({ type }) => EXTRAS.includes(type)),
    discount: Math.abs(sumOf(discount, () => true)) - Math.abs(extrasIn(discount)),
    extrasDiscount: Math.abs(extrasIn(discount)),
    tax: sumOf(tax, () => true) - extrasIn(tax),
    extrasTax: extrasIn(tax),
  }
}

function sumOf(parts: readonly Breakdown[], isMeant: (part: Breakdown) => boolean): number {
  return parts.filter(isMeant).reduce((sum, { subtotal }) => sum + minorUnits(subtotal), 0)
}

function extrasIn(parts: readonly Breakdown[]): number {
  const details = parts.flatMap(({ detailedBreakdowns }) => detailedBreakdowns)
  return details
    .filter(({ subtype = 'ITEM' }) => EXTRAS.includes(subtype))
    .reduce((sum, { value }) => sum + (value === undefined ? 0 : minorUnits(value)), 0)
}

/** What the buyer saw as the price, before tax is added where it is. */
export const beforeTax = ({ item, extras, discount, extrasDiscount }: Proceeds) =>
  item + extras - discount - extrasDiscount

export const taxOf = ({ tax, extrasTax }: Proceeds) => tax + extrasTax
