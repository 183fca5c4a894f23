import { exponent } from '../kernel/index.ts'

/** `19.99` for 1999 minor units of EUR. */
export function decimal(amount: number, currency: string): string {
  const digits = exponent(currency)
  if (digits === 0) return String(amount)
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  return `${amount < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
