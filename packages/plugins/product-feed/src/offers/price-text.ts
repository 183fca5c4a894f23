import { exponent } from '@vitrine/core'

/** `24.99 EUR` of 2499 minor units; the point is the decimal mark in every language. */
export function priceText(minor: number, currency: string): string {
  const digits = exponent(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? `${text} ${currency}` : `${text.slice(0, -digits)}.${text.slice(-digits)} ${currency}`
}

/** Minor units of `24.99 EUR`, or of `24.99` where the currency stands apart; undefined when it is no price. */
export function minorOf(
  text: string,
  apart?: string,
): { readonly amount: number; readonly currency: string } | undefined {
  const [, whole = '', fraction = '', currency = apart] = /^\s*(\d+)(?:\.(\d+))?\s*([A-Z]{3})?\s*$/.exec(text) ?? []
  if (whole === '' || currency === undefined) return undefined
  const digits = exponent(currency)
  if (/[1-9]/.test(fraction.slice(digits))) return undefined
  return { amount: Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`), currency }
}

interface Priced {
  readonly price: number
  readonly compareAt: number | null
  readonly currency: string
}

/** What is for sale now is the sale price when it was more before. */
export function pricesOf({ price, compareAt, currency }: Priced): {
  readonly price: string
  readonly sale_price?: string
} {
  if (compareAt === null || compareAt <= price) return { price: priceText(price, currency) }
  return { price: priceText(compareAt, currency), sale_price: priceText(price, currency) }
}
