import { error, type Together, textIn } from './rule.ts'

/** A sale price is lower than the price, in its currency. */
export const isSaleLower: Together = (row) => {
  const sale = textIn(row, 'sale_price')
  if (sale === '') return undefined
  const [amount = '', currency] = sale.split(' ')
  const [whole = '', other] = textIn(row, 'price').split(' ')
  if (currency !== other) return error('other_currency', 'sale_price', 'sale_price and price have different currencies')
  return Number(amount) < Number(whole)
    ? undefined
    : error('sale_not_lower', 'sale_price', 'sale_price is not lower than price')
}
