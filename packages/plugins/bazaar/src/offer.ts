import type { Acknowledgement, Item, Unmappable } from '@vitrine/core'
import type { Category, Content, Offer, Result } from './contract.ts'

/** Bazaar's fields in our words, for what it has against an offer. */
export const fields = {
  title: 'product.title',
  description: 'product.description',
  brand: 'product.brand',
  ean: 'variant.barcode',
  category: 'product.category',
  pictures: 'product.pictures',
  attributes: 'product.attributes',
}

const error = (code: string, field: string, message: string) => ({ severity: 'error' as const, code, field, message })

/** An item in Bazaar's words, or what it lacks: options and attributes are Bazaar's attributes by their names. */
export function offerOf(item: Item, rules: Category | undefined): Content | Unmappable {
  const { sku, product, title, barcode } = item
  const { category, description, brand, url } = product
  if (category === null) return { issues: [error('NO_CATEGORY', 'category', 'Choose a Bazaar category.')] }
  const options = item.options.map(({ name, value }) => [name.toLowerCase(), value])
  const values = Object.entries({ ...product.attributes, ...item.attributes, ...Object.fromEntries(options) })
  const attributes = Object.fromEntries(values.map(([name, value]) => [name, String(value)]))
  const missing = rules?.attributes.filter(({ name, required }) => required && !attributes[name]) ?? []
  if (missing.length > 0)
    return {
      issues: missing.map(({ name }) => error('MISSING_ATTRIBUTE', `attributes.${name}`, `Bazaar needs ${name}.`)),
    }
  const pictures = [...new Set([...item.pictures, ...product.pictures].map((picture) => picture.url))].slice(0, 10)
  return { offerKey: sku, title, description, brand, ean: barcode, category, pictures, attributes, url }
}

/** What Bazaar says of one entry of a batch. */
export function acknowledged({ offerKey: key, status, offerId, submissionId, issues }: Result): Acknowledgement {
  if (issues.some(({ code }) => code === 'UNKNOWN_OFFER')) return { key, outcome: 'missing' }
  if (status === 'rejected') return { key, outcome: 'rejected', issues }
  if (status === 'pending') return { key, outcome: 'pending', receipt: submissionId ?? '' }
  const externalId = offerId === undefined ? {} : { externalId: offerId }
  return { key, outcome: status === 'accepted' ? 'accepted' : 'live', issues, ...externalId }
}

/** An offer as it stands at Bazaar. */
export function observed({ offerId, shopUrl, status, quantity, price, issues, ...shape }: Offer) {
  const shown = { status, quantity, price: price ?? null, issues }
  return { key: shape.offerKey, externalId: offerId, url: shopUrl, ...shown, shape }
}
