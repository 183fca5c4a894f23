import type { Issue, Item, Unmappable } from '@vitrine/core'
import * as v from 'valibot'
import { isByFile } from '../feeds/feed.ts'
import type { Settings } from '../settings.ts'
import { FIELDS, ItemId, RetailItem, TOLD } from './retail-item.ts'

/** The attributes of an item, or everything that Pinterest would refuse about it. Price and availability travel by themselves. */
export function toRetailItem(item: Item, { settings }: { readonly settings: Settings }): RetailItem | Unmappable {
  const attributes = attributesOf(item, settings)
  const parsed = v.safeParse(RetailItem, isByFile(settings) ? flat(attributes) : attributes, { abortPipeEarly: true })
  const issues = [...nameIssues(item), ...priceIssues(item), ...(parsed.issues ?? []).map(issueOf)]
  return parsed.success && issues.length === 0 ? parsed.output : { issues }
}

function attributesOf(item: Item, { condition }: Settings): Readonly<Record<string, unknown>> {
  const { product, options, pictures, weight } = item
  const [first, ...others] = pictures
  const told = TOLD.map((name) => [name, toldOf(item, name)])
  const all = {
    condition,
    ...present(Object.fromEntries(told)),
    title: item.title.trim(),
    description: product.description.trim(),
    link: product.url,
    image_link: first?.url ?? '',
    additional_image_link: others.length === 0 ? undefined : others.slice(0, 10).map(({ url }) => url),
    item_group_id: product.variants.length > 1 ? product.handle : undefined,
    variant_names: options.length === 0 ? undefined : options.map(({ name }) => name),
    variant_values: options.length === 0 ? undefined : options.map(({ value }) => value),
    brand: product.brand ?? undefined,
    gtin: isGtin(item.barcode) ? item.barcode : undefined,
    google_product_category: product.category ?? undefined,
    shipping_weight: weight === null ? undefined : `${weight} g`,
    adult: item.attributes.adult ?? product.attributes.adult,
  }
  return present(all)
}

/** Lines are what a file is made of, so its texts have none. */
const flat = (attributes: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/\s+/g, ' ') : value,
    ]),
  )

/** An attribute of the variant, of the product, or an option of the same name: `Color` is `color`. */
function toldOf({ attributes, options, product }: Item, name: string): string | undefined {
  const option = options.find((one) => one.name.toLowerCase() === name)?.value
  const value = attributes[name] ?? product.attributes[name] ?? option
  const text = Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value)
  return text.trim() === '' ? undefined : text.trim()
}

const present = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

/** GS1 General Specifications, 7.9: the last digit checks the others. Codes of a shop's own are none, and are left out. */
function isGtin(code: string | null): boolean {
  if (code === null || !/^(\d{8}|\d{12,14})$/.test(code)) return false
  const sum = [...code.padStart(14, '0')].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return sum % 10 === 0
}

function nameIssues({ sku }: Item): readonly Issue[] {
  const { issues = [] } = v.safeParse(ItemId, sku, { abortPipeEarly: true })
  return issues.map((issue) => ({
    severity: 'error',
    code: 'attribute',
    field: 'item_id',
    message: `sku ${issue.message}`,
  }))
}

function priceIssues({ price }: Item): readonly Issue[] {
  if (price !== null) return []
  const message = 'there is no price in the currency of this account'
  return [{ severity: 'error', code: 'attribute', field: 'price', message }]
}

function issueOf(issue: v.BaseIssue<unknown>): Issue {
  const field = String(issue.path?.[0]?.key ?? '')
  return { severity: 'error', code: 'attribute', field, message: `${FIELDS[field] ?? field} ${issue.message}` }
}
