import * as v from 'valibot'
import { audit } from '../access/index.ts'
import {
  type Context,
  failedRow,
  invalid,
  isProblem,
  nearest,
  type Problem,
  type RowOutcome,
  run,
} from '../kernel/index.ts'
import { sinceOf, untilOf } from './list-service.ts'
import { PriceRow } from './model.ts'
import { keyOf } from './moves.ts'
import { allPriceLists } from './price-lists.ts'
import { knownVariants } from './price-rows.ts'
import { defaultListId, type ProductPrice, planPrices, refuseCompareAt } from './price-service.ts'
import { problems } from './problems.ts'

/** Rows that are written in one command. */
const TOGETHER = 200

interface GoodRow {
  readonly index: number
  readonly price: ProductPrice
}

/** Writes prices: bad rows are answered with their problem, good ones are written, 200 to a command. */
export async function upsertPrices(
  ctx: Context,
  { rows, dryRun = false }: { rows: readonly unknown[]; dryRun?: boolean },
): Promise<RowOutcome[]> {
  const checked = await checkRows(ctx, rows)
  const good = checked.filter((row): row is GoodRow => !isProblem(row))
  const outcomes = checked.map((row, index) => (isProblem(row) ? failedRow(index, row) : undefined))
  for (let at = 0; at < good.length; at += TOGETHER) {
    const group = good.slice(at, at + TOGETHER)
    for (const outcome of await writeGroup(ctx, group, dryRun)) outcomes[outcome.index] = outcome
  }
  return outcomes.filter((outcome) => outcome !== undefined)
}

async function writeGroup(ctx: Context, group: readonly GoodRow[], dryRun: boolean): Promise<RowOutcome[]> {
  const plan = async (commandId: string) => {
    const wanted = group.map(({ price }) => price)
    const { planned, statements } = await planPrices(ctx, { wanted, commandId })
    const note =
      statements.length === 0
        ? []
        : [audit(ctx, { action: 'pricing.bulk', subject: commandId, detail: { rows: wanted.length }, commandId })]
    return { statements: [...statements, ...note], result: planned.map(({ id, status }) => ({ id, status })) }
  }
  try {
    const { result } = dryRun ? await plan('dry-run') : await run(ctx, { name: 'pricing.bulk', plan })
    return group.map(({ index }, at) => ({
      index,
      status: 'failed',
      ...result[at],
      id: dryRun ? null : (result[at]?.id ?? null),
      problem: null,
    }))
  } catch (error) {
    if (isProblem(error) && error.status < 500) return group.map(({ index }) => failedRow(index, error))
    throw error
  }
}

async function checkRows(ctx: Context, rows: readonly unknown[]): Promise<(GoodRow | Problem)[]> {
  const parsed = rows.map((row) => v.safeParse(PriceRow, row))
  const refs = parsed.flatMap((row) => (row.success ? [row.output.variant] : []))
  const [variants, lists, standard] = await Promise.all([
    knownVariants(ctx, refs),
    allPriceLists(ctx),
    defaultListId(ctx),
  ])
  const seen = new Set<string>()
  return parsed.map((row, index) => {
    const path = `body.prices.${index}`
    if (!row.success) return invalid(path, row.issues)
    const list =
      row.output.list === undefined
        ? standard
        : lists.find(({ id, code }) => id === row.output.list || code === row.output.list)?.id
    const variant = variants.get(row.output.variant)
    if (variant === undefined) return unknown(`${path}.variant`, row.output.variant, [])
    if (list === undefined)
      return unknown(
        `${path}.list`,
        row.output.list ?? '',
        lists.map(({ code }) => code),
      )
    return checkRow(row.output, {
      index,
      path,
      seen,
      of: { variantId: variant.id, productId: variant.productId, priceListId: list },
    })
  })
}

interface Checking {
  readonly index: number
  readonly path: string
  readonly seen: Set<string>
  readonly of: Pick<ProductPrice, 'variantId' | 'productId' | 'priceListId'>
}

function checkRow(row: PriceRow, { index, path, seen, of }: Checking): GoodRow | Problem {
  const { currency, amount, compareAt, minQuantity } = row
  const startsAt = sinceOf(row.startsAt)
  const endsAt = row.endsAt === undefined ? undefined : untilOf(row.endsAt)
  const price: ProductPrice = { ...of, currency, amount, compareAt, minQuantity, startsAt, endsAt }
  try {
    refuseCompareAt({ amount, compareAt, path: `${path}.compareAt` })
  } catch (error) {
    if (isProblem(error)) return error
    throw error
  }
  if (endsAt != null && endsAt <= startsAt)
    return problems.periodInvalid({
      errors: [{ path: `${path}.endsAt`, code: 'order', message: 'must come after startsAt' }],
    })
  if (seen.has(keyOf(price)))
    return problems.unknownReference({
      errors: [{ path, code: 'repeated', message: 'means the same price as another row' }],
    })
  seen.add(keyOf(price))
  return { index, price }
}

function unknown(path: string, ref: string, known: readonly string[]): Problem {
  const meant = nearest(ref, known)
  const hint = meant === undefined ? {} : { hint: `Did you mean ${meant}?` }
  return problems.unknownReference({
    detail: `${path} ${JSON.stringify(ref.slice(0, 60))} does not exist.`,
    ...hint,
    errors: [{ path, code: 'unknown', message: 'does not exist' }],
  })
}
