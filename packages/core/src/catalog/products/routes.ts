import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { upsertProducts } from './bulk.ts'
import type { admin } from './contract.ts'
import { requireProduct, requireProductOf } from './find.ts'
import { listProducts, listVariants, variantsByCode } from './lists.ts'
import type { ProductView, VariantView } from './model.ts'
import { deleteProduct } from './remove.ts'
import { addVariant, createProduct, updateProduct, updateVariant } from './service.ts'
import { productViews, variantViews } from './views.ts'

async function product(ctx: Context, http: Http, id: string): Promise<ProductView> {
  const [view] = await productViews(ctx, [id])
  if (view === undefined) throw problems.notFound()
  http.set('ETag', etagOf(view.version))
  return view
}

async function variant(ctx: Context, http: Http, id: string): Promise<VariantView> {
  const [view] = await variantViews(ctx, [{ id, productId: await requireProductOf(ctx, id) }])
  if (view === undefined) throw problems.notFound()
  http.set('ETag', etagOf(view.version))
  return view
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listProducts(ctx, query),
  create: async ({ ctx, body, http }) => product(ctx, http, (await createProduct(ctx, body)).productId),
  bulk: async ({ ctx, body: { source, products, dryRun } }) => ({
    items: await upsertProducts(ctx, { rows: products, source, dryRun }),
  }),
  get: async ({ ctx, params, http }) => product(ctx, http, await requireProduct(ctx, params.id)),
  update: async ({ ctx, params, body, http }) => {
    const written = await updateProduct(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })
    return product(ctx, http, written.productId)
  },
  archive: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    const written = await updateProduct(ctx, { ref: params.id, patch, version: expectedVersion(http) })
    return product(ctx, http, written.productId)
  },
  remove: async ({ ctx, params, http }) => {
    await deleteProduct(ctx, { ref: params.id, version: expectedVersion(http) })
    return undefined
  },
  addVariant: async ({ ctx, params, body, http }) =>
    variant(ctx, http, await addVariant(ctx, { ref: params.id, input: body })),
  listVariants: ({ ctx, query }) => listVariants(ctx, query),
  getVariant: ({ ctx, params, http }) => variant(ctx, http, params.id),
  updateVariant: async ({ ctx, params, body, http }) => {
    await updateVariant(ctx, { id: params.id, patch: body, version: expectedVersion(http) })
    return variant(ctx, http, params.id)
  },
  archiveVariant: async ({ ctx, params, http }) => {
    await updateVariant(ctx, { id: params.id, patch: { status: 'archived' }, version: expectedVersion(http) })
    return variant(ctx, http, params.id)
  },
  byBarcode: async ({ ctx, params }) => ({ items: await variantsByCode(ctx, params.code) }),
}
