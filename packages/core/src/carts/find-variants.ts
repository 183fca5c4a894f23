import { type SellableVariant, variantsForSale } from '../catalog/index.ts'
import type { FieldError } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import type { Wanted } from './edits.ts'
import type { LineInput } from './model.ts'
import { problems } from './problems.ts'

export interface Found {
  readonly wanted: readonly Wanted[]
  readonly variants: readonly SellableVariant[]
}

/**
 * The variants that lines name by id or SKU. `pathOf` says where in the request a line stood.
 * Throws `carts.notForSale` for those that do not exist or are not sold on this channel, all at once.
 */
export async function findVariants(
  store: StoreContext,
  lines: readonly LineInput[],
  pathOf: (index: number) => string,
): Promise<Found> {
  const [byIds, bySkus] = await Promise.all([
    variantsForSale(store, { ids: lines.flatMap(({ variantId }) => variantId ?? []) }),
    variantsForSale(store, { skus: lines.flatMap(({ sku }) => sku ?? []) }),
  ])
  const known = new Map([
    ...byIds.map((variant) => [`id:${variant.variantId}`, variant] as const),
    ...bySkus.map((variant) => [`sku:${variant.sku}`, variant] as const),
  ])
  const found = lines.map((line) => known.get(line.sku === undefined ? `id:${line.variantId}` : `sku:${line.sku}`))
  refuseUnsold(lines, found, pathOf)
  return {
    wanted: found.flatMap((variant, index) =>
      variant === undefined ? [] : [{ variantId: variant.variantId, quantity: lines[index]?.quantity ?? 1 }],
    ),
    variants: [...byIds, ...bySkus],
  }
}

function refuseUnsold(
  lines: readonly LineInput[],
  found: readonly (SellableVariant | undefined)[],
  pathOf: (index: number) => string,
): void {
  const errors: FieldError[] = []
  const variants: string[] = []
  for (const [index, { sku, variantId }] of lines.entries()) {
    if (found[index]?.isForSale === true) continue
    const name = sku ?? variantId ?? ''
    const field = sku === undefined ? 'variantId' : 'sku'
    errors.push({ path: `${pathOf(index)}.${field}`, code: 'notForSale', message: `${name} is not sold here` })
    variants.push(name)
  }
  if (errors.length > 0)
    throw problems.notForSale({
      detail: `Not sold here: ${variants.slice(0, 10).join(', ')}.`,
      errors,
      extra: { variants },
    })
}
