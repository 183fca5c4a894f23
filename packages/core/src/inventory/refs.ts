import { productVariants } from '../catalog/index.ts'
import { type App, list, oneOf, query } from '../kernel/index.ts'
import { allLocations, type StockLocation } from './locations/index.ts'
import { problems } from './problems.ts'

/** A variant as outside writers name it. */
export interface VariantRef {
  readonly variantId?: string | undefined
  readonly sku?: string | undefined
}

const byIds = query((q) =>
  q
    .select({ ref: productVariants.id, id: productVariants.id })
    .from(productVariants)
    .where(oneOf(productVariants.id, 'refs')),
)
const bySkus = query((q) =>
  q
    .select({ ref: productVariants.sku, id: productVariants.id })
    .from(productVariants)
    .where(oneOf(productVariants.sku, 'refs')),
)

/** The ids of variants by what names them; unknown ones are absent. */
export async function variantIdsOf(
  { db }: Pick<App, 'db'>,
  refs: readonly VariantRef[],
): Promise<(ref: VariantRef) => string | undefined> {
  const ids = refs.flatMap(({ variantId }) => (variantId === undefined ? [] : [variantId]))
  const skus = refs.flatMap(({ sku }) => (sku === undefined ? [] : [sku]))
  const [found, named] = await Promise.all([
    ids.length === 0 ? [] : db.all(byIds, { refs: list(ids) }),
    skus.length === 0 ? [] : db.all(bySkus, { refs: list(skus) }),
  ])
  const known = new Set(found.map(({ id }) => id))
  const skuIds = new Map(named.map(({ ref, id }) => [ref, id]))
  return ({ variantId, sku }) =>
    variantId === undefined ? skuIds.get(sku ?? '') : known.has(variantId) ? variantId : undefined
}

export type LocationLookup = (ref: string) => StockLocation | undefined

/** Finds locations by id or code. */
export async function locationsBy(ctx: Pick<App, 'db' | 'now'>): Promise<LocationLookup> {
  const locations = await allLocations(ctx)
  return (ref) => locations.find(({ id, code }) => id === ref || code === ref)
}

/** The problem of a variant that does not exist, at `path` of the request. */
export function unknownVariant({ variantId, sku }: VariantRef, path: string) {
  const detail = `There is no variant ${JSON.stringify(variantId ?? sku ?? '')}.`
  const field = variantId === undefined ? 'sku' : 'variantId'
  return problems.unknownVariant({
    detail,
    errors: [{ path: `${path}.${field}`, code: 'unknown', message: 'is not a variant' }],
  })
}

/** A location that is open for work, by id or code. Throws `inventory.unknownLocation` or `locationArchived`. */
export function openLocation(
  found: StockLocation | undefined,
  { ref, path }: { readonly ref: string; readonly path: string },
): StockLocation {
  if (found === undefined)
    throw problems.unknownLocation({
      detail: `There is no location ${JSON.stringify(ref.slice(0, 60))}.`,
      errors: [{ path, code: 'unknown', message: 'is not the id or code of a location' }],
    })
  if (found.status === 'archived')
    throw problems.locationArchived({ errors: [{ path, code: 'archived', message: 'is archived' }] })
  return found
}
