import { and, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { products, productVariants } from '../../catalog/index.ts'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  iso,
  type Page,
  param,
  plain,
  queryByShape,
  requireVersion,
  run,
  type ShapeOf,
  shapeOf,
  toPage,
} from '../../kernel/index.ts'
import { ensureLevel } from '../movement.ts'
import { problems } from '../problems.ts'
import { levelColumns } from '../reads.ts'
import { locationsBy, openLocation } from '../refs.ts'
import { inventoryLevels, stockLocations } from '../schema.ts'
import type { LevelKey } from './adjust.ts'
import type { LevelView } from './model.ts'

interface Filters {
  readonly variant?: string | undefined
  readonly product?: string | undefined
  readonly sku?: string | undefined
  readonly location?: string | undefined
  /** At or below its threshold. */
  readonly low?: true | undefined
  /** More promised than there is. */
  readonly short?: true | undefined
}

const levels = queryByShape((q, { has, isLater }: { has: ShapeOf<Filters>; isLater: boolean }) =>
  q
    .select({
      ...levelColumns,
      sku: productVariants.sku,
      productId: products.id,
      productTitle: products.title,
      locationCode: stockLocations.code,
      lowAt: inventoryLevels.lowAt,
      lowSince: inventoryLevels.lowSince,
      version: inventoryLevels.version,
      updatedAt: inventoryLevels.updatedAt,
    })
    .from(inventoryLevels)
    .innerJoin(productVariants, eq(productVariants.id, inventoryLevels.variantId))
    .innerJoin(products, eq(products.id, productVariants.productId))
    .innerJoin(stockLocations, eq(stockLocations.id, inventoryLevels.locationId))
    .where(
      and(
        has.variant && eq(inventoryLevels.variantId, param('variant')),
        has.product && eq(productVariants.productId, param('product')),
        has.sku && eq(productVariants.sku, param('sku')),
        has.location && eq(inventoryLevels.locationId, param('location')),
        has.low && isNotNull(inventoryLevels.lowSince),
        has.short && gt(inventoryLevels.short, sql`0`),
        isLater
          ? sql`(${inventoryLevels.variantId}, ${inventoryLevels.locationId}) > (${param('afterVariant')}, ${param('afterLocation')})`
          : undefined,
      ),
    )
    .orderBy(inventoryLevels.variantId, inventoryLevels.locationId)
    .limit(param('limit')),
)

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

const rowsOf = (ctx: Pick<Context, 'db'>, shape: { has: ShapeOf<Filters>; isLater: boolean }, values: object) =>
  ctx.db.all(levels(shape), { ...values })

export interface LevelQuery {
  readonly variant?: string | undefined
  readonly product?: string | undefined
  readonly sku?: string | undefined
  /** Id or code. */
  readonly location?: string | undefined
  readonly low?: boolean | undefined
  readonly short?: boolean | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Levels by variant and location. `low` and `short`, when true, keep only those; false is like absent. */
export async function listLevels(ctx: Context, asked: LevelQuery): Promise<Page<LevelView>> {
  const { limit, cursor, variant, product, sku } = asked
  const location = asked.location === undefined ? undefined : await locationId(ctx, asked.location)
  const only = (wanted: boolean | undefined) => (wanted === true ? true : undefined)
  const filters: Filters = { variant, product, sku, location, low: only(asked.low), short: only(asked.short) }
  const [afterVariant, afterLocation] = cursor === undefined ? [] : decodeCursor('levels', cursor, 2)
  const shape = { has: shapeOf(filters), isLater: cursor !== undefined }
  const rows = await rowsOf(ctx, shape, { ...filters, afterVariant, afterLocation, limit: limit + 1 })
  return toPage(rows, limit, {
    cursor: (row) => encodeCursor('levels', [row.variantId, row.locationId]),
    item: viewOf,
  })
}

/** One level. Throws `inventory.levelNotFound`. */
export async function getLevel(ctx: Context, { variantId, locationId: ref }: LevelKey): Promise<LevelView> {
  const location = await locationId(ctx, ref)
  const shape = { has: { variant: true, location: true } as const, isLater: false }
  const [row] = await rowsOf(ctx, shape, { variant: variantId, location, limit: 1 })
  if (row === undefined) throw problems.levelNotFound()
  return viewOf(row)
}

async function locationId(ctx: Context, ref: string): Promise<string> {
  return (await locationsBy(ctx))(ref)?.id ?? ref
}

function viewOf({ lowSince, updatedAt, ...row }: Row): LevelView {
  return { ...row, isLow: lowSince !== null, updatedAt: iso(updatedAt) }
}

const setThreshold = plain(sql`update inventory_levels set
  low_at = ${param('lowAt')},
  low_since = case when available <= ${param('lowAt')} then coalesce(low_since, ${param('now')}) end,
  low_announced_at = case when available <= ${param('lowAt')} then low_announced_at end,
  version = version + 1, updated_at = ${param('now')}
where variant_id = ${param('variantId')} and location_id = ${param('locationId')} and version = ${param('version')}`)

export interface ThresholdChange extends LevelKey {
  /** Available quantity from which on the level is low; null is never. */
  readonly lowAt: number | null
  readonly version: number | undefined
}

/** Says when a level is low. Answers its key. */
export async function changeThreshold(
  ctx: Context,
  { variantId, locationId: ref, lowAt, version }: ThresholdChange,
): Promise<LevelKey> {
  const { result } = await run(ctx, {
    name: 'inventory.changeThreshold',
    plan: async () => {
      const location = openLocation((await locationsBy(ctx))(ref), { ref, path: 'params.locationId' })
      const key = { variantId, locationId: location.id }
      const before = await versionOf(ctx, key)
      requireVersion(version, before)
      const line = setThreshold(
        { ...key, lowAt, now: ctx.now(), version: before },
        { changes: 1, refuse: () => 'stale' },
      )
      return { result: key, statements: [ensureLevel(ctx, key), line] }
    },
  })
  return result
}

async function versionOf(ctx: Context, { variantId, locationId: location }: LevelKey): Promise<number> {
  const shape = { has: { variant: true, location: true } as const, isLater: false }
  const [row] = await rowsOf(ctx, shape, { variant: variantId, location, limit: 1 })
  return row?.version ?? 1
}
