import type { Acknowledgement, Item, ItemProduct } from '@vitrine/core'
import type { Category, Content, Offer, Result } from './contract.ts'

/** Bazaar categories by the handles of our collections. */
type Categories = Readonly<Record<string, string>>

const error = (code: string, field: string, message: string) => ({ severity: 'error' as const, code, field, message })

/** The merchant's choice for the product, or that of its first collection that has one. */
export function categoryOf({ category, collections }: ItemProduct, categories: Categories): string | undefined {
  return category ?? collections.flatMap((handle) => categories[handle] ?? [])[0]
}

/** An item in Bazaar's words, or what it lacks: options and attributes are Bazaar's attributes by their names. */
export function offerOf(item: Item, categories: Categories, rules: Category | undefined) {
  const { sku, product, title, barcode } = item
  const category = categoryOf(product, categories)
  if (category === undefined) return { issues: [error('NO_CATEGORY', 'category', 'Choose a Bazaar category.')] }
  const options = Object.fromEntries(item.options.map(({ name, value }) => [name.toLowerCase(), value]))
  const values = Object.entries({ ...product.attributes, ...item.attributes, ...options })
  const attributes = Object.fromEntries(values.map(([name, value]) => [name, String(value)]))
  const missing = rules?.attributes.filter(({ name, required }) => required && !attributes[name]) ?? []
  if (rules !== undefined && missing.length > 0)
    return {
      issues: missing.map(({ name }) =>
        error('MISSING_ATTRIBUTE', `attributes.${name}`, `${rules.name} need ${name}.`),
      ),
    }
  const pictures = [...item.pictures, ...product.pictures].map(({ url }) => url)
  const { description, brand, url } = product
  const unique = [...new Set(pictures)].slice(0, 10)
  return {
    offerKey: sku,
    title,
    description,
    brand,
    ean: barcode,
    category,
    pictures: unique,
    attributes,
    url,
  } satisfies Content
}

/** What Bazaar says of one entry of a batch. */
export function acknowledged({ offerKey: key, status, offerId, submissionId, issues }: Result): Acknowledgement {
  if (status === 'rejected') return { key, outcome: 'rejected', issues }
  if (status === 'pending') return { key, outcome: 'pending', receipt: submissionId ?? '' }
  const externalId = offerId === undefined ? {} : { externalId: offerId }
  return { key, outcome: status === 'accepted' ? 'accepted' : 'live', issues, ...externalId }
}

/** An offer as it stands at Bazaar. */
export function observed({ offerId, shopUrl, status, quantity, price, issues, ...shape }: Offer) {
  const money = price === undefined ? {} : { price }
  return { key: shape.offerKey, externalId: offerId, url: shopUrl, status, quantity, ...money, issues, shape }
}
