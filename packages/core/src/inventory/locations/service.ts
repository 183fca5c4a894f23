import { eq, sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { methodsAt } from '../../delivery/index.ts'
import { emit } from '../../events/index.ts'
import {
  type Context,
  containing,
  contains,
  insertInto,
  iso,
  newestFirst,
  type Page,
  param,
  plain,
  requireVersion,
  rowByRef,
  run,
  type ShapeOf,
  update,
} from '../../kernel/index.ts'
import { locationUpdated } from '../events.ts'
import { problems } from '../problems.ts'
import { stockLocations } from '../schema.ts'
import type { LocationInput, LocationPatch, LocationView } from './model.ts'
import { LOCATIONS, type StockLocation } from './reads.ts'

interface Filters {
  readonly status?: StockLocation['status'] | undefined
  readonly kind?: StockLocation['kind'] | undefined
  readonly q?: string | undefined
}

const byIdOrCode = rowByRef(stockLocations, 'code')
const listed = newestFirst(stockLocations, (has: ShapeOf<Filters>) => [
  has.status && eq(stockLocations.status, param('status')),
  has.kind && eq(stockLocations.kind, param('kind')),
  has.q && contains([stockLocations.name, stockLocations.code, stockLocations.city], 'q'),
])
const insert = insertInto(stockLocations)
const change = update(stockLocations)

/** Closes a location in the same statement that finds it empty: nothing on hand, promised, on its way or owed. */
const archive =
  plain(sql`update stock_locations set status = 'archived', version = version + 1, updated_at = ${param('now')}
where id = ${param('id')} and version = ${param('version')}
  and not exists (select 1 from inventory_levels where location_id = ${param('id')}
    and (on_hand <> 0 or reserved <> 0 or committed <> 0 or incoming <> 0 or short <> 0))
  and not exists (select 1 from stock_transfers where status in ('draft', 'in_transit')
    and ${param('id')} in (to_location_id, from_location_id))`)

/** A location by id or code. Throws `inventory.locationNotFound`. */
async function locationRow(ctx: Pick<Context, 'db'>, ref: string): Promise<StockLocation> {
  const row = await ctx.db.get(byIdOrCode, { ref })
  if (row !== undefined) return row
  throw problems.locationNotFound({ detail: `There is no location ${JSON.stringify(ref.slice(0, 60))}.` })
}

export async function getLocation(ctx: Context, ref: string): Promise<LocationView> {
  return locationView(await locationRow(ctx, ref))
}

export async function listLocations(
  ctx: Context,
  { status, kind, q, ...page }: Filters & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<LocationView>> {
  const { items, next } = await listed(ctx, { filters: { status, kind, ...containing('q', q) }, ...page })
  return { items: items.map(locationView), next }
}

/** Opens a location. Answers its id. Throws `inventory.codeTaken`. */
export async function createLocation(ctx: Context, input: LocationInput): Promise<string> {
  const { result } = await run(ctx, {
    name: 'inventory.createLocation',
    plan: (commandId) => {
      const id = ctx.newId('loc')
      const now = ctx.now()
      const errors = [{ path: 'body.code', code: 'taken', message: 'is the code of another location' }]
      const row = { ...input, id, status: 'active' as const, createdAt: now, updatedAt: now }
      return {
        result: id,
        statements: [
          insert(row, { refuse: () => problems.codeTaken({ errors }), touches: LOCATIONS }),
          audit(ctx, { action: 'inventory.createLocation', subject: id, commandId }),
        ],
      }
    },
  })
  return result
}

export interface LocationChange {
  /** Id or code. */
  readonly ref: string
  /** What the caller has seen; undefined overwrites whatever is there. */
  readonly version: number | undefined
}

export async function updateLocation(
  ctx: Context,
  { ref, version, patch }: LocationChange & { readonly patch: LocationPatch | { readonly status: 'active' } },
): Promise<string> {
  const { result } = await run(ctx, {
    name: 'inventory.updateLocation',
    plan: async (commandId) => {
      const row = await locationRow(ctx, ref)
      requireVersion(version, row.version)
      const { id } = row
      return {
        result: id,
        statements: [
          change(
            { id, version: row.version },
            { ...patch, version: row.version + 1, updatedAt: ctx.now() },
            { changes: 1, refuse: () => 'stale', touches: LOCATIONS },
          ),
          emit(ctx, locationUpdated, { aggregate: id, data: { locationId: id }, commandId }),
          audit(ctx, { action: 'inventory.updateLocation', subject: id, detail: Object.keys(patch), commandId }),
        ],
      }
    },
  })
  return result
}

/** Closes a location. Throws `inventory.locationInUse` while there is anything at it or a pickup method names it. */
export async function archiveLocation(ctx: Context, { ref, version }: LocationChange): Promise<string> {
  const { result } = await run(ctx, {
    name: 'inventory.archiveLocation',
    plan: async (commandId) => {
      const row = await locationRow(ctx, ref)
      requireVersion(version, row.version)
      const { id } = row
      const methods = await methodsAt(ctx, id)
      if (methods.length > 0)
        throw problems.locationInUse({
          detail: `Goods are fetched here by ${methods.map(({ code }) => code).join(', ')}.`,
        })
      return {
        result: id,
        statements: [
          archive(
            { id, version: row.version, now: ctx.now() },
            { changes: 1, refuse: () => problems.locationInUse(), touches: LOCATIONS },
          ),
          emit(ctx, locationUpdated, { aggregate: id, data: { locationId: id }, commandId }),
          audit(ctx, { action: 'inventory.archiveLocation', subject: id, commandId }),
        ],
      }
    },
  })
  return result
}

function locationView(row: StockLocation): LocationView {
  return {
    ...row,
    texts: { ...row.texts },
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  } as LocationView
}
