import { type Context, requireVersion, run } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { requireProduct, requireProductOf } from './find.ts'
import type { ProductInput, ProductPatch, VariantInput } from './model.ts'
import { planProduct, type Written } from './plan.ts'
import { readSnapshots, type Snapshot } from './snapshot.ts'

/** Makes a product with its options, variants, pictures, attributes, publications, texts and prices, in one command. */
export async function createProduct(ctx: Context, input: ProductInput): Promise<Written> {
  const { result } = await run(ctx, {
    name: 'catalog.createProduct',
    plan: (commandId) =>
      planProduct(ctx, { before: undefined, input, commandId, action: 'catalog.createProduct', path: 'body' }),
  })
  return result
}

export interface ProductChange {
  /** Id or handle. */
  readonly ref: string
  readonly patch: ProductPatch
  /** From `If-Match`. */
  readonly version?: number | undefined
}

/** Changes what the patch names. Throws `catalog.notFound` and what the parts refuse. */
export async function updateProduct(ctx: Context, { ref, patch, version }: ProductChange): Promise<Written> {
  const { result } = await run(ctx, {
    name: 'catalog.updateProduct',
    plan: async (commandId) => {
      const before = await snapshotOf(ctx, await requireProduct(ctx, ref))
      requireVersion(version, before.product.version)
      return planProduct(ctx, { before, input: patch, commandId, action: 'catalog.updateProduct', path: 'body' })
    },
  })
  return result
}

export async function snapshotOf(ctx: Context, id: string): Promise<Snapshot> {
  const [found] = await readSnapshots(ctx, [id])
  if (found === undefined) throw problems.notFound({ detail: 'There is no such product.' })
  return found
}

/** Adds a variant. Throws `catalog.variantTaken` when the product has one with these options. */
export async function addVariant(ctx: Context, { ref, input }: { ref: string; input: VariantInput }): Promise<string> {
  const { result } = await run(ctx, {
    name: 'catalog.addVariant',
    plan: async (commandId) => {
      const before = await snapshotOf(ctx, await requireProduct(ctx, ref))
      const plan = await planProduct(ctx, {
        before,
        input: { variants: [input] },
        commandId,
        action: 'catalog.addVariant',
        path: 'body',
        variantPath: () => 'body',
      })
      const id = plan.result.variantIds[0] as string
      if (before.variants.some((variant) => variant.id === id))
        throw problems.variantTaken({
          detail: 'The product has this variant already.',
          hint: 'Change that variant instead.',
        })
      return { statements: plan.statements, result: id }
    },
  })
  return result
}

export async function updateVariant(
  ctx: Context,
  { id, patch, version }: { id: string; patch: Omit<VariantInput, 'id'>; version: number | undefined },
): Promise<void> {
  await run(ctx, {
    name: 'catalog.updateVariant',
    plan: async (commandId) => {
      const before = await snapshotOf(ctx, await requireProductOf(ctx, id))
      const row = before.variants.find((variant) => variant.id === id)
      requireVersion(version, row?.version ?? 0)
      return planProduct(ctx, {
        before,
        input: { variants: [{ ...patch, id }] },
        commandId,
        action: 'catalog.updateVariant',
        path: 'body',
        variantPath: () => 'body',
      })
    },
  })
}
