import * as v from 'valibot'
import { allLocations, createLocation, LocationInput } from '../inventory/index.ts'
import { type Context, isCurrency } from '../kernel/index.ts'
import { allMarkets, defaultMarket } from '../markets/index.ts'
import { type Options, writeBatch } from './batch.ts'
import { problems } from './problems.ts'
import type { ForeignProduct } from './product.ts'
import { createFindings, type ImportProgress, type ImportReport } from './report.ts'
import { groupRows, type ReadRow, readRows } from './shopify/index.ts'

export interface ImportOptions {
  readonly dryRun?: boolean | undefined
  /** Of the prices in the file; the default market's when left out. */
  readonly currency?: string | undefined
  readonly track?: boolean | undefined
  readonly stock?: 'keep' | 'set' | undefined
  readonly location?: string | undefined
}

/** Products that are taken from the file at a time, and after which progress is told. */
const BATCH = 24

/**
 * Takes over a Shopify product file as it streams in: good rows stay, bad ones are in the report. The import key is (shopify, handle, option values),
 * so that a second run changes texts and prices of the same products and, unless told to, no stock. Yields its progress, ends with the report.
 * Throws `imports.encoding`, `imports.columns`, `imports.empty`, `imports.currency`, `imports.location`.
 */
export async function* importShopify(
  ctx: Context,
  bytes: AsyncIterable<Uint8Array>,
  asked: ImportOptions,
): AsyncGenerator<ImportProgress, ImportReport> {
  const options = await optionsOf(ctx, asked)
  const totals = { rows: 0, created: 0, updated: 0, unchanged: 0, variants: 0 }
  const findings = createFindings()
  let batch: ForeignProduct[] = []
  const flush = async (): Promise<ImportProgress> => {
    const done = await writeBatch(ctx, batch, options)
    batch = []
    findings.add(done.errors)
    for (const status of ['created', 'updated', 'unchanged'] as const)
      totals[status] += done.outcomes.filter((outcome) => outcome.status === status).length
    totals.variants += done.variants
    return { rows: totals.rows, products: totals.created + totals.updated + totals.unchanged, errors: findings.count() }
  }
  for await (const group of groupRows(counted(readRows(bytes), totals))) {
    findings.add(group.errors)
    if ('product' in group) batch.push(group.product)
    if (batch.length >= BATCH) yield await flush()
  }
  if (batch.length > 0) yield await flush()
  const { rows, variants, ...products } = totals
  const errors = { errors: findings.byLine(), errorCount: findings.count() }
  return { dryRun: options.dryRun, rows, products, variants, ...errors }
}

async function* counted(rows: AsyncIterable<ReadRow>, totals: { rows: number }): AsyncGenerator<ReadRow> {
  for await (const row of rows) {
    totals.rows += 1
    yield row
  }
}

async function optionsOf(
  ctx: Context,
  { dryRun = false, currency, track = false, stock = 'keep', location }: ImportOptions,
): Promise<Options> {
  return {
    dryRun,
    track,
    stock,
    publicUrl: ctx.settings.publicUrl,
    currency: await currencyOf(ctx, currency),
    location: await locationOf(ctx, { asked: location, dryRun }),
  }
}

async function currencyOf(ctx: Context, asked: string | undefined): Promise<string> {
  if (asked === undefined) return (await defaultMarket(ctx)).currency
  const sold = [...new Set((await allMarkets(ctx)).flatMap(({ currencies }) => currencies))]
  if (isCurrency(asked) && sold.includes(asked)) return asked
  throw problems.currency({
    detail: `${JSON.stringify(asked.slice(0, 10))} is not sold in.`,
    hint: `Known here: ${sold.join(', ')}.`,
    errors: [{ path: 'query.currency', code: 'unknown', message: 'is not a currency of this shop' }],
  })
}

interface LocationWish {
  readonly asked: string | undefined
  readonly dryRun: boolean
}

/** A shop without any location gets its first one, in the land where its language is at home; staff can move it. */
async function locationOf(ctx: Context, { asked, dryRun }: LocationWish): Promise<string | null> {
  const active = (await allLocations(ctx)).filter(({ status }) => status === 'active')
  if (asked === undefined) return active[0]?.code ?? (dryRun ? null : await firstLocation(ctx))
  if (active.some(({ code }) => code === asked)) return asked
  throw problems.location({
    detail: `${JSON.stringify(asked.slice(0, 60))} is not known.`,
    hint: `Known here: ${active.map(({ code }) => code).join(', ') || 'none yet'}.`,
    errors: [{ path: 'query.location', code: 'unknown', message: 'is not a stock location of this shop' }],
  })
}

async function firstLocation(ctx: Context): Promise<string> {
  const { countries, defaultLanguage } = await defaultMarket(ctx)
  const country = countries[0] ?? new Intl.Locale(defaultLanguage).maximize().region ?? 'US'
  await createLocation(ctx, v.parse(LocationInput, { code: 'main', name: 'Main location', kind: 'warehouse', country }))
  return 'main'
}
