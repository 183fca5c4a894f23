/** How many minor units one whole unit of a currency has: 100 for EUR, 1 for JPY. */
function minorPer(currency: string): number {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  return 10 ** (digits ?? 2)
}

/** What somebody typed as a price, in minor units; undefined when it is none. Takes a comma or a point. */
export function minorOf(text: string | undefined, currency: string): number | undefined {
  const cleaned = (text ?? '').trim().replace(/\s/g, '').replace(',', '.')
  if (!/^\d{1,9}(\.\d*)?$/.test(cleaned)) return undefined
  return Math.round(Number(cleaned) * minorPer(currency))
}

/** Minor units in the words of a language. */
export function money({ amount, currency }: { amount: number; currency: string }, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / minorPer(currency))
}
