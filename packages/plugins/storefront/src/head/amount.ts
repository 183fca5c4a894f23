import { exponent } from '@vitrine/core'

/** An amount in minor units as schema.org and Open Graph write it: `12.50`, with a point and no currency. */
export function decimal({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  const digits = exponent(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
