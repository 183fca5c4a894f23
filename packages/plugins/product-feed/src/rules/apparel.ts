import { error, type Together, textIn } from './rule.ts'

/** Where Google wants to know for whom clothes are (product data specification, age_group, color, gender, size). */
const COUNTRIES: ReadonlySet<string> = new Set(['BR', 'FR', 'DE', 'JP', 'GB', 'US'])

/** The places of Google's taxonomy that are known by number; others are known by their path. */
const NUMBERS: Readonly<Record<string, string>> = {
  166: 'Apparel & Accessories',
  1604: 'Apparel & Accessories > Clothing',
  187: 'Apparel & Accessories > Shoes',
}
const SIZED = /^Apparel & Accessories > (Clothing|Shoes)( >|$)/i

/** Apparel tells age group, colour and gender; clothing and shoes their size, too. */
export const APPAREL: Together = (row, { country }) => {
  if (!COUNTRIES.has(country)) return undefined
  const category = textIn(row, 'google_product_category')
  const path = NUMBERS[category] ?? category
  if (!/^Apparel & Accessories( >|$)/i.test(path)) return undefined
  const needed = ['age_group', 'color', 'gender', ...(SIZED.test(path) ? ['size'] : [])]
  return needed
    .filter((name) => textIn(row, name) === '')
    .map((name) => error('missing', name, `${name} is missing, and needed of apparel in ${country}`))
}
