import { exponent } from '@vitrine/core'

/** Schema Price: a million micros are one unit of the currency. */
export interface GooglePrice {
  readonly amountMicros: string
  readonly currencyCode: string
}

const MICROS = 6

export function googlePrice(minor: number, currency: string): GooglePrice {
  return { amountMicros: String(BigInt(minor) * 10n ** BigInt(MICROS - exponent(currency))), currencyCode: currency }
}

/** Undefined when it is no whole number of minor units. */
export function minorOfGoogle({ amountMicros, currencyCode }: GooglePrice): number | undefined {
  const micros = BigInt(amountMicros)
  const one = 10n ** BigInt(MICROS - exponent(currencyCode))
  return micros % one === 0n ? Number(micros / one) : undefined
}

interface Priced {
  readonly price: number
  readonly compareAt: number | null
  readonly currency: string
}

/** What is for sale now is the sale price when it was more before. */
export function googlePrices({ price, compareAt, currency }: Priced): {
  readonly price: GooglePrice
  readonly salePrice?: GooglePrice
} {
  if (compareAt === null || compareAt <= price) return { price: googlePrice(price, currency) }
  return { price: googlePrice(compareAt, currency), salePrice: googlePrice(price, currency) }
}
