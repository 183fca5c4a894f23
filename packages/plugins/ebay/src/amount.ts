import { channelFailure, exponent } from '@vitrine/core'
import * as v from 'valibot'

/** Money as eBay writes it: a decimal text and its currency (SimpleAmount, Amount). */
export const Amount = v.object({ value: v.string(), currency: v.string() })
export type Amount = v.InferOutput<typeof Amount>

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/** Minor units, exactly; `12.5` USD is 1250. Throws on a text that is no number, or finer than the currency. */
export function minorOf({ value, currency }: Amount): number {
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(value.trim()) ?? []
  const digits = exponent(currency)
  const kept = fraction.slice(0, digits).padEnd(digits, '0')
  const minor = Number(`${whole}${kept}`)
  const isFiner = /[1-9]/.test(fraction.slice(digits))
  if (whole === '' || isFiner || !Number.isSafeInteger(minor))
    throw channelFailure({ kind: 'refused', code: 'amount', message: `${value} ${currency} is no amount` })
  return sign === '-' && minor !== 0 ? -minor : minor
}

/** Minor units of an amount that may be missing. */
export function minorOr(amount: Amount | undefined, otherwise = 0): number {
  return amount === undefined ? otherwise : minorOf(amount)
}

export function amountOf(minor: number, currency: string): Amount {
  const digits = exponent(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const value = digits === 0 ? text : `${whole}.${text.slice(-digits)}`
  return { value: minor < 0 ? `-${value}` : value, currency }
}
