import { asc, eq } from 'drizzle-orm'
import { type App, query, remembered } from '../kernel/index.ts'
import { taxRateRows, taxZones } from './schema.ts'

/** What lines that change tax zones touch. */
export const TAX_RATES = 'taxRates'

/** What one place taxes now. */
export interface TaxRates {
  /** Id of the tax zone; null where none was entered, which means no tax. */
  readonly zone: string | null
  /** Basis points by tax class: 2300 is 23 %. */
  readonly rates: Readonly<Record<string, number>>
  /** The class whose rate shipping takes; null splits shipping over the rates of the goods, by their value. */
  readonly shippingClass: string | null
}

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly region?: string | undefined
}

const everyRate = query((q) =>
  q
    .select({
      zone: taxZones.id,
      country: taxZones.country,
      region: taxZones.region,
      shippingClass: taxZones.shippingClass,
      taxClass: taxRateRows.taxClass,
      basisPoints: taxRateRows.basisPoints,
      startsAt: taxRateRows.startsAt,
      endsAt: taxRateRows.endsAt,
    })
    .from(taxZones)
    .leftJoin(taxRateRows, eq(taxRateRows.zoneId, taxZones.id))
    .where(eq(taxZones.status, 'active'))
    .orderBy(asc(taxZones.id), asc(taxRateRows.startsAt)),
)

const allRates = remembered({ touches: [TAX_RATES], load: ({ db }) => db.all(everyRate) })

const NONE: TaxRates = { zone: null, rates: {}, shippingClass: null }

/** The tax of a place at this moment: the zone of its region, else of its country, else no tax. */
export async function taxRates(ctx: Pick<App, 'db' | 'now'>, { country, region = '' }: Place): Promise<TaxRates> {
  const inCountry = (await allRates(ctx)).filter((row) => row.country === country)
  const place = region.trim().toLowerCase()
  const inRegion = place === '' ? [] : inCountry.filter((row) => row.region.toLowerCase() === place)
  const rows = inRegion.length > 0 ? inRegion : inCountry.filter((row) => row.region === '')
  const [first] = rows
  if (first === undefined) return NONE
  const now = ctx.now()
  const rates: Record<string, number> = {}
  for (const { taxClass, basisPoints, startsAt, endsAt } of rows)
    if (taxClass !== null && basisPoints !== null && (startsAt ?? 0) <= now && (endsAt === null || endsAt > now))
      rates[taxClass] = basisPoints
  return { zone: first.zone, rates, shippingClass: first.shippingClass }
}
