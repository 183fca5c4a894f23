import { adjust, allLocations, emptyLevel, levelsOf } from '../inventory/index.ts'
import { type Context, isProblem, type Statement } from '../kernel/index.ts'
import type { ForeignProduct, ForeignVariant, RowError } from './product.ts'

/** A product as it will be in the catalogue, with the variants of the file that were taken over. */
export interface Landing {
  readonly product: ForeignProduct
  readonly variants: readonly ForeignVariant[]
  /** Ids of the variants, in their order. */
  readonly variantIds: readonly string[]
  readonly isNew: boolean
}

export interface StockOptions {
  /** `keep` counts only variants that were never counted; `set` counts all. */
  readonly stock: 'keep' | 'set'
  /** Code of the location; null when the shop has none. */
  readonly location: string | null
  /** Count stock also where the source does not. */
  readonly track: boolean
}

interface Count {
  readonly product: ForeignProduct
  readonly variant: ForeignVariant
  readonly variantId: string
  readonly quantity: number
}

/** The lines that take over the counts of the file, to join the command that writes the products; and what cannot be counted. */
export async function stockLines(
  ctx: Context,
  landings: readonly Landing[],
  { commandId, ...options }: StockOptions & { readonly commandId: string },
): Promise<{ readonly statements: readonly Statement[]; readonly errors: readonly RowError[] }> {
  const known = landings.filter(({ isNew }) => !isNew).flatMap(({ variantIds }) => variantIds)
  const levels = known.length === 0 ? [] : await levelsOf(ctx, known)
  const counted = new Set(levels.map(({ variantId }) => variantId))
  const counts = landings
    .flatMap((landing) => countsOf(landing, options))
    .filter(({ variantId }) => options.stock === 'set' || !counted.has(variantId))
  if (counts.length === 0) return { statements: [], errors: [] }
  const location = (await allLocations(ctx)).find(
    ({ code, status }) => code === options.location && status === 'active',
  )
  if (location === undefined)
    return { statements: [], errors: counts.map((count) => notTaken(count, 'location', NO_LOCATION)) }
  const statements: Statement[] = []
  const errors: RowError[] = []
  for (const count of counts) {
    const key = { variantId: count.variantId, locationId: location.id }
    const level = levels.find(({ variantId, locationId }) => variantId === key.variantId && locationId === location.id)
    try {
      const counting = { kind: 'count', quantity: count.quantity, reason: 'import', commandId } as const
      statements.push(...adjust(ctx, level ?? emptyLevel(key), counting))
    } catch (error) {
      if (!isProblem(error)) throw error
      errors.push(notTaken(count, error.code, error.detail ?? error.title))
    }
  }
  return { statements, errors }
}

const NO_LOCATION = 'is not taken over: the shop has no stock location yet. Make one and import again'

function countsOf({ product, variants, variantIds }: Landing, { track }: Pick<StockOptions, 'track'>): Count[] {
  return variants.flatMap((variant, at) => {
    const variantId = variantIds[at]
    if (variantId === undefined || variant.quantity === null || !(variant.isTracked || track)) return []
    return [{ product, variant, variantId, quantity: Math.max(0, variant.quantity) }]
  })
}

function notTaken({ product, variant }: Count, code: string, message: string): RowError {
  return { line: variant.line, key: product.key, column: 'Variant Inventory Qty', code, message }
}
