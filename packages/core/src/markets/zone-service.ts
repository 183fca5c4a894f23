import { asc, eq } from 'drizzle-orm'
import {
  type Context,
  deleteFrom,
  fromIso,
  grouped,
  insertInto,
  iso,
  isoOrNull,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  requireVersion,
  rowBy,
  run,
  type ShapeOf,
  type Statement,
  update,
} from '../kernel/index.ts'
import { problems } from './problems.ts'
import { taxRateRows, taxZones } from './schema.ts'
import { TAX_RATES } from './tax-rates.ts'
import type { RateInput, ZoneInput, ZonePatch, ZoneView } from './zones.ts'

type ZoneRow = typeof taxZones.$inferSelect
type RateRow = typeof taxRateRows.$inferSelect

interface Filters {
  readonly status?: ZoneRow['status'] | undefined
  readonly country?: string | undefined
}

const byId = rowBy(taxZones, 'id')
const ratesOf = query((q) =>
  q
    .select()
    .from(taxRateRows)
    .where(oneOf(taxRateRows.zoneId, 'zones'))
    .orderBy(asc(taxRateRows.taxClass), asc(taxRateRows.startsAt)),
)
const listed = newestFirst(taxZones, (has: ShapeOf<Filters>) => [
  has.status && eq(taxZones.status, param('status')),
  has.country && eq(taxZones.country, param('country')),
])

const insertZone = insertInto(taxZones)
const changeZone = update(taxZones)
const insertRate = insertInto(taxRateRows)
const dropRates = deleteFrom(taxRateRows)

/** A tax zone with its rates. Throws `markets.notFound`. */
export async function getZone(ctx: Context, id: string): Promise<ZoneView> {
  const row = await zoneRow(ctx, id)
  return view(row, await ctx.db.all(ratesOf, { zones: list([id]) }))
}

async function zoneRow(ctx: Context, id: string): Promise<ZoneRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: 'There is no tax zone with this id.' })
  return row
}

export async function listZones(
  ctx: Context,
  { status, country, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<ZoneView>> {
  const { items, next } = await listed(ctx, { filters: { status, country: country?.toUpperCase() }, ...page })
  const rates = grouped(await ctx.db.all(ratesOf, { zones: list(items.map(({ id }) => id)) }), ({ zoneId }) => zoneId)
  return { items: items.map((row) => view(row, rates.get(row.id) ?? [])), next }
}

export async function createZone(ctx: Context, { rates, ...input }: ZoneInput): Promise<string> {
  const { result } = await run(ctx, {
    name: 'markets.createZone',
    plan: () => {
      const id = ctx.newId('tzn')
      const now = ctx.now()
      const refuse = () =>
        problems.zoneTaken({ errors: [{ path: 'body.country', code: 'taken', message: 'has a zone already' }] })
      const zone = insertZone({ ...input, id, createdAt: now, updatedAt: now }, { refuse, touches: TAX_RATES })
      return { statements: [zone, ...rateLines(ctx, id, rates)], result: id }
    },
  })
  return result
}

export async function updateZone(
  ctx: Context,
  { id, patch: { rates, ...patch }, version }: { id: string; patch: ZonePatch; version: number | undefined },
): Promise<string> {
  await run(ctx, {
    name: 'markets.updateZone',
    plan: async () => {
      const row = await zoneRow(ctx, id)
      requireVersion(version, row.version)
      const line = changeZone(
        { id, version: row.version },
        { ...patch, version: row.version + 1, updatedAt: ctx.now() },
        { changes: 1, touches: TAX_RATES, refuse: ({ kind }) => (kind === 'unique' ? problems.zoneTaken() : 'stale') },
      )
      const replaced = rates === undefined ? [] : [dropRates({ zoneId: id }), ...rateLines(ctx, id, rates)]
      return { statements: [line, ...replaced], result: id }
    },
  })
  return id
}

function rateLines(ctx: Context, zoneId: string, rates: readonly RateInput[]): Statement[] {
  const rows = rates.map(({ taxClass, basisPoints, startsAt, endsAt }, index) => ({
    row: {
      id: ctx.newId('txr'),
      zoneId,
      taxClass,
      basisPoints,
      startsAt: startsAt == null ? 0 : fromIso(startsAt),
      endsAt: endsAt == null ? null : fromIso(endsAt),
    },
    index,
  }))
  for (const { row, index } of rows) {
    if (row.endsAt !== null && row.endsAt <= row.startsAt) throw overlap(index, 'must end after it starts')
    const other = rows.find((one) => one.index < index && one.row.taxClass === row.taxClass && meet(one.row, row))
    if (other !== undefined) throw overlap(index, `holds at the same time as rates.${other.index}`)
  }
  return rows.map(({ row }) => insertRate(row))
}

type Period = Pick<RateRow, 'startsAt' | 'endsAt'>

function meet(a: Period, b: Period): boolean {
  return a.startsAt < (b.endsAt ?? Number.MAX_SAFE_INTEGER) && b.startsAt < (a.endsAt ?? Number.MAX_SAFE_INTEGER)
}

function overlap(index: number, message: string) {
  return problems.ratesOverlap({ errors: [{ path: `body.rates.${index}`, code: 'period', message }] })
}

function view(row: ZoneRow, rates: readonly RateRow[]): ZoneView {
  return {
    ...row,
    rates: rates.map(({ taxClass, basisPoints, startsAt, endsAt }) => ({
      taxClass,
      basisPoints,
      startsAt: startsAt === 0 ? null : iso(startsAt),
      endsAt: isoOrNull(endsAt),
    })),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
