import { isProblem, type StoreContext, shownProduct, shownProducts } from '@vitrine/core'
import { problems } from '../problems.ts'

interface Named {
  readonly product: string
  readonly variant?: string | undefined
}

/** Ids of what buyers name by id, handle or SKU, as far as it is sold here. Throws `storefront.unknownProduct`. */
export async function goodsOf(ctx: StoreContext, { product, variant }: Named) {
  const handle = (await shownProducts(ctx, [product], [])).get(product)?.handle ?? product
  const { id, variants } = await shownProduct(ctx, handle).catch(unknown)
  if (variant === undefined) return { productId: id, variantId: '' }
  const found = variants.find((one) => one.id === variant || one.sku === variant)
  if (found === undefined) throw problems.unknownProduct({ detail: `It has no variant ${variant.slice(0, 80)}.` })
  return { productId: id, variantId: found.id }
}

function unknown(error: unknown): never {
  if (isProblem(error))
    throw problems.unknownProduct({ detail: error.message, hint: 'GET /store/products lists what is.' })
  throw error
}
