/** The digits of a GTIN whose check digit is right (GS1 General Specifications, 7.9); undefined for any other barcode. */
export function gtinOf(barcode: string | null): string | undefined {
  const digits = barcode?.replace(/[\s-]/g, '') ?? ''
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return undefined
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0 ? digits : undefined
}
