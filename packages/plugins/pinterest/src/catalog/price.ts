import { exponent } from '@vitrine/core'

/** `24.99 USD` of 2499 (schema UpdatableItemAttributes, price). */
function priceText(minor: number, currency: string): string {
  const digits = exponent(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? `${text} ${currency}` : `${text.slice(0, -digits)}.${text.slice(-digits)} ${currency}`
}

/** Minor units of what Pinterest tells: `24.99 USD`, `24.99USD`, or `24.99`, which are US dollars. Undefined when it is no price. */
export function minorOf(text: string): { readonly amount: number; readonly currency: string } | undefined {
  const [, whole = '', fraction = '', currency = 'USD'] = /^\s*(\d+)(?:\.(\d+))?\s*([A-Z]{3})?\s*$/.exec(text) ?? []
  if (whole === '') return undefined
  const digits = exponent(currency)
  if (/[1-9]/.test(fraction.slice(digits))) return undefined
  return { amount: Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`), currency }
}

/** What is for sale costs less than what it cost: `price` is the regular one, `sale_price` is lower (schema UpdatableItemAttributes). */
export function pricesOf(
  price: number,
  compareAt: number | null,
  currency: string,
): { readonly price: string; readonly sale_price: string | null } {
  const isSale = compareAt !== null && compareAt > price
  return {
    price: priceText(isSale ? compareAt : price, currency),
    sale_price: isSale ? priceText(price, currency) : null,
  }
}

export const availabilityOf = (quantity: number) => (quantity > 0 ? 'in stock' : 'out of stock')
