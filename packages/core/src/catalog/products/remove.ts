import { eq, inArray, sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { emit } from '../../events/index.ts'
import {
  type Context,
  extensionPoint,
  param,
  requireVersion,
  run,
  type Statement,
  statement,
} from '../../kernel/index.ts'
import { productDeleted } from '../events.ts'
import { problems } from '../problems.ts'
import {
  attributeValues,
  collectionProducts,
  handleRedirects,
  productMedia,
  productOptions,
  productOptionValues,
  productSources,
  products,
  productVariants,
  publications,
  translations,
  variantOptionValues,
} from '../schema.ts'
import { requireProduct } from './find.ts'
import { snapshotOf } from './service.ts'

/** What other rooms keep about a product that nobody ever bought, and is taken away with it: its prices, for one. */
export type WhatGoesWith = (product: {
  readonly productId: string
  readonly variantIds: readonly string[]
  readonly now: number
}) => readonly Statement[]

export const productDeleting = extensionPoint<WhatGoesWith>('catalog.productDeleting')

const id = param('id')
const variantsOf = sql`(select id from product_variants where product_id = ${id})`
const optionsOf = sql`(select id from product_options where product_id = ${id})`

const parts = [
  statement((q) => q.delete(attributeValues).where(eq(attributeValues.productId, id))),
  statement((q) => q.delete(collectionProducts).where(eq(collectionProducts.productId, id))),
  statement((q) => q.delete(productSources).where(eq(productSources.productId, id))),
  statement((q) => q.delete(publications).where(eq(publications.productId, id))),
  statement((q) => q.delete(productMedia).where(eq(productMedia.productId, id))),
  statement((q) => q.delete(translations).where(eq(translations.ownerId, id))),
  statement((q) => q.delete(handleRedirects).where(eq(handleRedirects.entityId, id))),
  statement((q) => q.delete(variantOptionValues).where(inArray(variantOptionValues.variantId, variantsOf))),
]
const variants = statement((q) => q.delete(productVariants).where(eq(productVariants.productId, id)))
const rest = [
  statement((q) => q.delete(productOptionValues).where(inArray(productOptionValues.optionId, optionsOf))),
  statement((q) => q.delete(productOptions).where(eq(productOptions.productId, id))),
  statement((q) => q.delete(products).where(eq(products.id, id))),
]

/** Deletes a product that is not active and that nothing refers to: no stock, cart or order. Throws `catalog.inUse`. */
export async function deleteProduct(
  ctx: Context,
  { ref, version }: { ref: string; version: number | undefined },
): Promise<void> {
  await run(ctx, {
    name: 'catalog.deleteProduct',
    plan: async (commandId) => {
      const { product, variants: rows } = await snapshotOf(ctx, await requireProduct(ctx, ref))
      requireVersion(version, product.version)
      if (product.status === 'active') throw problems.inUse({ detail: 'The product is active.' })
      const variantIds = rows.map((row) => row.id)
      const productId = product.id
      const others = ctx.extensions.of(productDeleting).flatMap((of) => of({ productId, variantIds, now: ctx.now() }))
      const refuse = () => problems.inUse({ detail: 'There is stock of it, or somebody has it in a cart or order.' })
      const own = { id: productId }
      return {
        statements: [
          ...parts.map((part) => part(own)),
          ...others,
          variants(own, { refuse }),
          ...rest.map((part) => part(own, { refuse, touches: `product:${productId}` })),
          emit(ctx, productDeleted, { aggregate: productId, data: { productId }, commandId }),
          audit(ctx, {
            action: 'catalog.deleteProduct',
            subject: productId,
            detail: { handle: product.handle },
            commandId,
          }),
        ],
        result: null,
      }
    },
  })
}
