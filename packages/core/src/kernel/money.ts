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
  const { numerator, denominator } = ratio
  if (denominator <= 0) throw new RangeError('denominator must be positive')
  const product = amount * numerator
  if (isSmall(product) && isSmall(denominator)) return roundedSmall(product, denominator, rounding)
  return roundedLarge(BigInt(amount) * BigInt(numerator), BigInt(denominator), rounding)
}

/** Amounts of every day fit into doubles with room for twice their size; only beyond that is exact arithmetic worth its price. */
function isSmall(value: number): boolean {
  return Math.abs(value) <= 2 ** 51
}

function roundedSmall(product: number, divisor: number, rounding: Rounding): number {
  const { quotient, rest } = divided(Math.abs(product), divisor)
  const step = rest === 0 || !awayFromZero({ quotient, rest, divisor }, rounding) ? 0 : 1
  return product < 0 ? 0 - quotient - step : quotient + step
}

/** Neither is negative. The division of doubles may round up to the next whole number. */
function divided(product: number, divisor: number): { quotient: number; rest: number } {
  const near = Math.floor(product / divisor)
  const quotient = near * divisor > product ? near - 1 : near
  return { quotient, rest: product - quotient * divisor }
}

function roundedLarge(product: bigint, divisor: bigint, rounding: Rounding): number {
  const size = product < 0n ? -product : product
  const quotient = size / divisor
  const rest = size % divisor
  const step = rest === 0n || !awayFromZero({ quotient, rest, divisor }, rounding) ? 0n : 1n
  const result = Number(product < 0n ? -(quotient + step) : quotient + step)
  if (!Number.isSafeInteger(result)) throw new RangeError('amount out of range')
  return result
}

/** Of sizes without a sign. */
function awayFromZero<N extends number | bigint>(
  { quotient, rest, divisor }: { quotient: N; rest: N; divisor: N },
  rounding: Rounding,
): boolean {
  if (rounding === 'up') return true
  if (rounding === 'down') return false
  const over = divisor - rest
  if (rest !== over) return rest > over
  return rounding === 'halfUp' || Number(BigInt(quotient) % 2n) !== 0
}

/**
 * Splits an amount by weights so that the parts add up exactly: each gets its floor, then the remainder goes one unit at a time
 * to the largest fractions, earlier parts first (largest remainder method). All-zero weights share evenly.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return []
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('weights must be whole and not negative')
  if (weights.length === 1) return [amount]
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

/** How one currency is written in one language, with the texts that were made lately. */
interface Writer {
  readonly whole: Intl.NumberFormat
  readonly exact: Intl.NumberFormat
  readonly texts: Map<number, string>
}

const writers = new Map<string, Map<Currency, Writer>>()

/** Texts that are kept of one currency in one language: the prices of a shop come again and again. */
const KEPT_TEXTS = 4_000

/**
 * Text for people in their language: `12,50 €`. Where people leave the fraction out (CLDR shows no digits for HUF or COP, ISO 4217 has two),
 * it appears only when there is one.
 */
export function formatMoney({ amount, currency }: Money, language: string): string {
  const { whole, exact, texts } = writerOf(currency, language)
  const known = texts.get(amount)
  if (known !== undefined) return known
  const unit = 10 ** exponent(currency)
  const text = (amount % unit === 0 ? whole : exact).format(amount / unit)
  if (texts.size >= KEPT_TEXTS) texts.clear()
  texts.set(amount, text)
  return text
}

function writerOf(currency: Currency, language: string): Writer {
  const known = writers.get(language)?.get(currency)
  if (known !== undefined) return known
  const digits = exponent(currency)
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const style = { style: 'currency', currency } as const
  const writer = {
    whole: new Intl.NumberFormat(language, style),
    exact: new Intl.NumberFormat(language, { ...style, ...fraction }),
    texts: new Map<number, string>(),
  }
  const ofLanguage = writers.get(language) ?? new Map<Currency, Writer>()
  writers.set(language, ofLanguage.set(currency, writer))
  return writer
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
