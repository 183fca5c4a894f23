/**
 * The check digit of a GS1 number: digits weigh 3 and 1 by turns from the right.
 * Source: GS1 General Specifications, section 7.9.1.
 */
function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** An EAN-13 for internal use: GS1 keeps prefix 2 free for numbers that never leave a company. */
export function internalBarcode({ product, variant }: { product: number; variant: number }): string {
  const body = `2${String(product).padStart(6, '0')}${String(variant).padStart(5, '0')}`
  return body + checkDigit(body)
}
