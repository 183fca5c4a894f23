import { eq, or } from 'drizzle-orm'
import { type App, param, query } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { products, productVariants } from '../schema.ts'

const byIdOrHandle = query((q) =>
  q
    .select({ id: products.id })
    .from(products)
    .where(or(eq(products.id, param('ref')), eq(products.handle, param('ref')))),
)
const ofVariant = query((q) =>
  q
    .select({ id: productVariants.productId })
    .from(productVariants)
    .where(eq(productVariants.id, param('id'))),
)

type Reader = Pick<App, 'db'>

/** The id of a product by its id or handle. */
const findProduct = async (ctx: Reader, ref: string) => (await ctx.db.get(byIdOrHandle, { ref }))?.id

/** Throws `catalog.notFound`. */
export async function requireProduct(ctx: Reader, ref: string): Promise<string> {
  const id = await findProduct(ctx, ref)
  if (id !== undefined) return id
  throw problems.notFound({ detail: `There is no product ${JSON.stringify(ref.slice(0, 60))}.` })
}

/** The product of a variant. Throws `catalog.notFound`. */
export async function requireProductOf(ctx: Reader, variantId: string): Promise<string> {
  const found = await ctx.db.get(ofVariant, { id: variantId })
  if (found !== undefined) return found.id
  throw problems.notFound({ detail: `There is no variant ${JSON.stringify(variantId.slice(0, 60))}.` })
}
