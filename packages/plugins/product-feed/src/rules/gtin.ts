/** What is wrong with a GTIN; undefined when it is one (GS1 General Specifications: lengths 2.1, check digit 7.9, restricted prefixes 1.4). */
export function gtinFault(code: string): string | undefined {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return 'has 8, 12, 13 or 14 digits'
  const long = code.padStart(14, '0')
  const sum = [...long].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  if (sum % 10 !== 0) return 'has a wrong check digit'
  const isRestricted = code.length !== 8 && /^(02|04|2|98|99)/.test(long.slice(1))
  return isRestricted ? 'is a number for use within a company, or a coupon' : undefined
}
