import { exponent } from '@vitrine/core'
import * as v from 'valibot'

/** `Money` of the Selling Partner API: a decimal number as text. */
export const AmazonMoney = v.object({ amount: v.string(), currencyCode: v.string() })
export type AmazonMoney = v.InferOutput<typeof AmazonMoney>

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * `{ amount: '19.9', currencyCode: 'EUR' }` is 1990. Throws a TypeError for what is no decimal number, or has more digits than the currency.
 */
export function minorUnits({ amount, currencyCode }: AmazonMoney): number {
  const digits = exponent(currencyCode)
  const [, sign = '', whole = '', rest = ''] = DECIMAL.exec(amount.trim()) ?? []
  const isExact = /^0*$/.test(rest.slice(digits))
  if (whole === '' || !isExact) throw new TypeError(`${amount} is no amount in ${currencyCode}`)
  const value = Number(`${whole}${rest.slice(0, digits).padEnd(digits, '0')}`)
  return sign === '-' && value !== 0 ? -value : value
}
