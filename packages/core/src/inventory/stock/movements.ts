import { and, desc, eq, gt, lt, sql } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  iso,
  type Page,
  param,
  query,
  queryByShape,
  toPage,
} from '../../kernel/index.ts'
import { locationsBy } from '../refs.ts'
import { inventoryLevels, stockMovements } from '../schema.ts'
import type { MovementView } from './model.ts'

/* The ledger has no index by level (see the migration): the rows of a level are found by following it from its newest. */
const chainOf = queryByShape((q, { location, isLater }: { location: boolean; isLater: boolean }) =>
  q
    .select()
    .from(stockMovements)
    .where(
      sql`${stockMovements.number} in (
        with recursive chain (number, previous) as (
          select m.number, m.previous from ${inventoryLevels} l join stock_movements m on m.number = l.last_movement
            where l.variant_id = ${param('variant')} ${location ? sql`and l.location_id = ${param('location')}` : sql``}
          union all
          select m.number, m.previous from chain c join stock_movements m on m.number = c.previous
          order by 1 desc)
        select number from chain ${isLater ? sql`where number < ${param('before')}` : sql``} limit ${param('limit')})`,
    )
    .orderBy(desc(stockMovements.number)),
)

/** So many rows are looked through for one page when only a location is asked for. */
const WINDOW = 20_000

const windowed = queryByShape((q, { location }: { location: boolean }) =>
  q
    .select()
    .from(stockMovements)
    .where(
      and(
        lt(stockMovements.number, param('before')),
        gt(stockMovements.number, param('floor')),
        location ? eq(stockMovements.locationId, param('location')) : undefined,
      ),
    )
    .orderBy(desc(stockMovements.number))
    .limit(param('limit')),
)

const newest = query((q) =>
  q
    .select({ number: sql<number>`coalesce(max(${stockMovements.number}), 0)`.mapWith(Number).as('number') })
    .from(stockMovements),
)

type Row = typeof stockMovements.$inferSelect

export interface MovementQuery {
  readonly variant?: string | undefined
  /** Id or code. */
  readonly location?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The ledger, newest first: of a variant, of one of its levels, of a location, or all. A page of a location may hold fewer than `limit`. */
export async function listMovements(
  ctx: Context,
  { variant, location: ref, limit, cursor }: MovementQuery,
): Promise<Page<MovementView>> {
  const location = ref === undefined ? undefined : ((await locationsBy(ctx))(ref)?.id ?? ref)
  const before = cursor === undefined ? undefined : Number(decodeCursor('movements', cursor, 1)[0])
  if (variant !== undefined) {
    const read = chainOf({ location: location !== undefined, isLater: before !== undefined })
    const rows = await ctx.db.all(read, { variant, location, before, limit: limit + 1 })
    return toPage(rows, limit, { cursor: cursorOf, item: viewOf })
  }
  const top = before ?? ((await ctx.db.get(newest))?.number ?? 0) + 1
  const floor = Math.max(0, top - WINDOW)
  const values = { location, before: top, floor, limit: limit + 1 }
  const page = toPage(await ctx.db.all(windowed({ location: location !== undefined }), values), limit, {
    cursor: cursorOf,
    item: viewOf,
  })
  return page.next === null && floor > 0 ? { ...page, next: encodeCursor('movements', [floor + 1]) } : page
}

const cursorOf = ({ number }: Row) => encodeCursor('movements', [number])

function viewOf({ causeType, causeId, actorKind, actorId, createdAt, previous: _, ...row }: Row): MovementView {
  return {
    ...row,
    cause: { type: causeType, id: causeId },
    actor: { kind: actorKind, id: actorId },
    at: iso(createdAt),
  }
}
