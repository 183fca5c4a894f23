import * as v from 'valibot'

/** An ISO 4217 code. */
export type Currency = string

/** An amount in minor units (1250 EUR is € 12.50), always a safe integer. Amounts of two currencies never mix. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

/** Digits after the point, where it is not two (ISO 4217). */
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

let known: ReadonlySet<string> | undefined

/** True for a currency code that ISO 4217 (as the runtime's Intl knows it) lists. */
export function isCurrency(code: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'))
  return known.has(code)
}

export function exponent(currency: Currency): number {
  return EXPONENTS[currency] ?? 2
}

/** Named roundings of a quotient to whole minor units. `halfEven` is the banker's, `halfUp` rounds ties away from zero. */
export type Rounding = 'halfUp' | 'halfEven' | 'up' | 'down'

/** `amount * numerator / denominator`, rounded as named; exact for every safe integer. */
export function multiplyRatio(
  amount: number,
  ratio: { readonly numerator: number; readonly denominator: number },
  rounding: Rounding,
): number {
  const product = BigInt(amount) * BigInt(ratio.numerator)
  const divisor = BigInt(ratio.denominator)
  if (divisor <= 0n) throw new RangeError('denominator must be positive')
  const quotient = product / divisor
  const rest = product % divisor
  const step = rest === 0n || !awayFromZero({ quotient, rest, divisor }, rounding) ? 0n : product < 0n ? -1n : 1n
  const result = Number(quotient + step)
  if (!Number.isSafeInteger(result)) throw new RangeError('amount out of range')
  return result
}

function awayFromZero(at: { quotient: bigint; rest: bigint; divisor: bigint }, rounding: Rounding): boolean {
  const twice = 2n * (at.rest < 0n ? -at.rest : at.rest)
  if (rounding === 'up') return true
  if (rounding === 'down') return false
  if (twice !== at.divisor) return twice > at.divisor
  return rounding === 'halfUp' || at.quotient % 2n !== 0n
}

/**
 * Splits an amount by weights so that the parts add up exactly: each gets its floor, then the remainder goes one unit at a time
 * to the largest fractions, earlier parts first (largest remainder method). All-zero weights share evenly.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return []
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('weights must be whole and not negative')
  const shares = weights.every((weight) => weight === 0) ? weights.map(() => 1n) : weights.map(BigInt)
  const total = shares.reduce((a, b) => a + b, 0n)
  const sign = amount < 0 ? -1n : 1n
  const whole = BigInt(amount) * sign
  const parts = shares.map((share, index) => ({ index, part: (whole * share) / total, rest: (whole * share) % total }))
  let left = whole - parts.reduce((a, { part }) => a + part, 0n)
  for (const part of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    part.part += 1n
    left -= 1n
  }
  return parts.map(({ part }) => Number(part * sign))
}

const formatters = new Map<string, Intl.NumberFormat>()

/**
 * Text for people in their language: `12,50 €`. Where people leave the fraction out (CLDR shows no digits for HUF or COP, ISO 4217 has two),
 * it appears only when there is one.
 */
export function formatMoney({ amount, currency }: Money, language: string): string {
  const digits = exponent(currency)
  const isWhole = amount % 10 ** digits === 0
  return formatterOf({ language, currency, digits: isWhole ? undefined : digits }).format(amount / 10 ** digits)
}

interface Format {
  readonly language: string
  readonly currency: Currency
  /** Digits of the fraction; those usual in the language when not set. */
  readonly digits: number | undefined
}

function formatterOf({ language, currency, digits }: Format): Intl.NumberFormat {
  const key = `${language}/${currency}/${digits}`
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    const fraction = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }
    formatter = new Intl.NumberFormat(language, { style: 'currency', currency, ...fraction })
    formatters.set(key, formatter)
  }
  return formatter
}

/** Money as answers carry it. */
export const MoneySchema = v.object({ amount: v.number(), currency: v.string(), formatted: v.string() })
export type MoneyView = v.InferOutput<typeof MoneySchema>

/** Money as requests carry it: whole minor units and a known currency code. */
export const MoneyInput = v.strictObject({
  amount: v.pipe(v.number(), v.safeInteger()),
  currency: v.pipe(v.string(), v.length(3), v.check(isCurrency, 'is not a currency of ISO 4217')),
})

export function moneyView(amount: number, currency: Currency, language: string): MoneyView {
  return { amount, currency, formatted: formatMoney({ amount, currency }, language) }
}
