import { exponent } from '../kernel/index.ts'

const DECIMAL = /^(\d{1,13})(?:\.(\d{1,8}))?$/

/** Minor units of a decimal text such as `19.99`; undefined when it is no amount or finer than the currency's smallest coin. */
export function minorUnits(text: string, currency: string): number | undefined {
  const match = DECIMAL.exec(text.trim())
  if (match?.[1] === undefined) return undefined
  const digits = exponent(currency)
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return undefined
  const amount = Number(match[1] + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? amount : undefined
}
