import type { Item, Unmappable } from '@vitrine/core'
import * as v from 'valibot'
import { faultsOf, judged } from './faults.ts'
import type { WindowSettings } from './settings.ts'

const Warning = v.object({
  severity: v.picklist(['error', 'warning']),
  code: v.string(),
  message: v.string(),
  field: v.exactOptional(v.string()),
})

/** What the merchant wrote for the window in place of the shop's own, in the window's language. */
const Own = v.object({
  title: v.exactOptional(v.string()),
  /** Plain text. */
  description: v.exactOptional(v.string()),
  pictures: v.exactOptional(v.array(v.string())),
})
export type Own = v.InferOutput<typeof Own>

/** A page of a product as the window lists it. Prices and stock are not in it: pages show those of the moment. */
export const Page = v.object({
  productId: v.string(),
  handle: v.string(),
  title: v.string(),
  own: Own,
  /** Told with the listing; they do not keep it from being shown. */
  warnings: v.array(Warning),
})
export type Page = v.InferOutput<typeof Page>

/** How the window calls the page of a product: what it was called first, and a part of its id, since handles change hands. */
export function keyOf({ product: { handle, productId } }: Pick<Item, 'product'>): string {
  return `${handle}~${productId.slice(-6)}`
}

export function pageOf(item: Item, { settings }: { readonly settings: WindowSettings }): Page | Unmappable {
  const issues = judged(faultsOf(item), settings)
  if (issues.some(({ severity }) => severity === 'error')) return { issues }
  const { productId, handle, title, description, pictures, overridden = [] } = item.product
  const own: Own = {
    ...(overridden.includes('title') && { title }),
    ...(overridden.includes('description') && { description }),
    ...(overridden.includes('pictures') && { pictures: pictures.map(({ url }) => url) }),
  }
  return { productId, handle, title, own, warnings: issues }
}
