import * as v from 'valibot'
import { type Context, failedRow, invalid, isProblem, type Problem, type RowOutcome, run } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { findBySource, findFormer, findProduct } from './find.ts'
import { ProductRow } from './model.ts'
import { planProduct } from './plan.ts'
import { snapshotOf } from './service.ts'

/** Rows whose commands share a commit. */
const TOGETHER = 16

export interface BulkWrite {
  readonly rows: readonly unknown[]
  /** Of the keys of the rows. */
  readonly source?: string | undefined
  /** Checks and plans every row, and writes none. */
  readonly dryRun?: boolean
}

/**
 * Makes or changes products, each row in a command of its own: good rows stay, bad ones are answered with their problem.
 * A row means the product with its id, else with its source key, else with its handle, present or former.
 */
export async function upsertProducts(ctx: Context, { rows, source, dryRun = false }: BulkWrite): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = []
  const seen = new Set<string>()
  const checked = rows.map((row, index) => checkRow(row, { index, seen }))
  for (let at = 0; at < checked.length; at += TOGETHER) {
    const group = checked.slice(at, at + TOGETHER)
    outcomes.push(
      ...(await Promise.all(group.map((row, step) => writeRow(ctx, { row, index: at + step, source, dryRun })))),
    )
  }
  return outcomes
}

function checkRow(row: unknown, { index, seen }: { index: number; seen: Set<string> }): ProductRow | Problem {
  const parsed = v.safeParse(ProductRow, row)
  const path = `body.products.${index}`
  if (!parsed.success) return invalid(path, parsed.issues)
  const { id, key, handle, title } = parsed.output
  const name = id ?? key ?? handle
  if (name === undefined && title === undefined)
    return problems.unknownReference({
      errors: [{ path, code: 'required', message: 'needs an id, key, handle or title' }],
    })
  if (name === undefined) return parsed.output
  if (seen.has(name))
    return problems.unknownReference({
      errors: [{ path, code: 'repeated', message: `means ${name}, as another row does` }],
    })
  seen.add(name)
  return parsed.output
}

interface OneRow {
  readonly row: ProductRow | Problem
  readonly index: number
  readonly source: string | undefined
  readonly dryRun: boolean
}

async function writeRow(ctx: Context, { row, index, source, dryRun }: OneRow): Promise<RowOutcome> {
  if (isProblem(row)) return failedRow(index, row)
  const plan = (commandId: string) => planRow(ctx, { row, source, commandId, path: `body.products.${index}` })
  try {
    const { productId, status } = dryRun
      ? (await plan('dry-run')).result
      : (await run(ctx, { name: 'catalog.upsertProduct', plan })).result
    return { index, status, id: dryRun && status === 'created' ? null : productId, problem: null }
  } catch (error) {
    if (isProblem(error) && error.status < 500) return failedRow(index, error)
    throw error
  }
}

async function planRow(
  ctx: Context,
  { row, source, commandId, path }: { row: ProductRow; source: string | undefined; commandId: string; path: string },
) {
  const { id, key = row.handle, ...input } = row
  const named = source === undefined || key === undefined ? undefined : { source, key }
  const known = await whichProduct(ctx, { row, named, path })
  const before = known === undefined ? undefined : await snapshotOf(ctx, known)
  if (before === undefined && input.title === undefined)
    throw problems.unknownReference({
      errors: [{ path: `${path}.title`, code: 'required', message: 'is required for a new product' }],
    })
  /* A source keeps saying the handle of old; the shop may have renamed it since. */
  const own = named !== undefined && before !== undefined ? { ...input, handle: undefined } : input
  return planProduct(ctx, {
    before,
    input: own,
    commandId,
    action: 'catalog.upsertProduct',
    path,
    source: before === undefined ? named : undefined,
    isHandleFlexible: named !== undefined,
  })
}

async function whichProduct(
  ctx: Context,
  { row, named, path }: { row: ProductRow; named: { source: string; key: string } | undefined; path: string },
): Promise<string | undefined> {
  if (row.id !== undefined) {
    const found = await findProduct(ctx, row.id)
    if (found !== undefined) return found
    throw problems.unknownReference({
      errors: [{ path: `${path}.id`, code: 'unknown', message: 'is no product of this shop' }],
    })
  }
  if (named !== undefined) return findBySource(ctx, named)
  if (row.handle === undefined) return undefined
  return (await findProduct(ctx, row.handle)) ?? (await findFormer(ctx, row.handle))?.id
}
