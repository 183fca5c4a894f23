import type { WholeProduct } from '@vitrine/core'
import type { Own } from './page.ts'

/** Descriptions of products are HTML. */
const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The product with what the merchant wrote for this window in place of its own. */
export function inOwnWords(product: WholeProduct, { title, description, pictures }: Own): WholeProduct {
  const media = pictures?.map((url) => ({ url, alt: title ?? product.title, width: null, height: null, sizes: [] }))
  return {
    ...product,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description: asHtml(description) }),
    ...(media !== undefined && { media, image: media[0] ?? null }),
    seo: { title: title ?? product.seo.title, description: description ?? product.seo.description },
  }
}
