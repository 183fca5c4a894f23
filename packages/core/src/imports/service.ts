import * as v from 'valibot'
import { upsertProducts } from '../catalog/index.ts'
import { allLocations, createLocation, LocationInput } from '../inventory/index.ts'
import { type Context, isCurrency, type RowOutcome } from '../kernel/index.ts'
import { allMarkets, defaultMarket } from '../markets/index.ts'
import { type MapOptions, toProductRow } from './map.ts'
import { problems } from './problems.ts'
import type { ForeignProduct, RowError } from './product.ts'
import { createFindings, type ImportProgress, type ImportReport } from './report.ts'
import { groupRows, type ReadRow, readRows } from './shopify/index.ts'
import { importStock, type Landed, type StockOptions } from './stock.ts'

export interface ImportOptions {
  readonly dryRun?: boolean | undefined
  /** Of the prices in the file; the default market's when left out. */
  readonly currency?: string | undefined
  readonly track?: boolean | undefined
  readonly stock?: 'keep' | 'set' | undefined
  readonly location?: string | undefined
}

/** Products whose writes go together; small, so that buyers' writes come between. */
const BATCH = 25

type Options = MapOptions & StockOptions & { readonly dryRun: boolean }

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

interface BatchDone {
  readonly outcomes: readonly RowOutcome[]
  readonly variants: number
  readonly errors: readonly RowError[]
}

async function writeBatch(ctx: Context, products: readonly ForeignProduct[], options: Options): Promise<BatchDone> {
  const errors: RowError[] = []
  const mapped = products.flatMap((product) => {
    const { row, variants, errors: own } = toProductRow(product, options)
    errors.push(...own)
    return row === undefined ? [] : [{ product, row, variants }]
  })
  const outcomes = await upsertProducts(ctx, {
    source: 'shopify',
    rows: mapped.map(({ row }) => row),
    dryRun: options.dryRun,
  })
  const landed: Landed[] = []
  for (const outcome of outcomes) {
    const { product, variants } = mapped[outcome.index] as (typeof mapped)[number]
    if (outcome.status === 'failed') errors.push(rowError(product, outcome))
    else if (outcome.id !== null) landed.push({ productId: outcome.id, product, variants })
  }
  if (!options.dryRun) errors.push(...(await importStock(ctx, landed, options)))
  const failed = new Set(outcomes.filter(({ status }) => status === 'failed').map(({ index }) => index))
  return {
    outcomes,
    variants: mapped.filter((_, index) => !failed.has(index)).reduce((sum, { variants }) => sum + variants.length, 0),
    errors,
  }
}

/** The line of the variant that the catalogue refused, else of the product. */
function rowError(product: ForeignProduct, { problem }: RowOutcome): RowError {
  const [first] = problem?.errors ?? []
  const place = first?.path.replace(/^body\.products\.\d+\.?/, '') ?? ''
  const variant = product.variants[Number(/^variants\.(\d+)/.exec(place)?.[1] ?? -1)]
  const words = first === undefined ? (problem?.detail ?? problem?.title ?? 'is refused') : `${place} ${first.message}`
  return {
    line: variant?.line ?? product.line,
    key: product.key,
    column: place === '' ? null : place,
    code: problem?.code ?? 'refused',
    message: words,
  }
}
