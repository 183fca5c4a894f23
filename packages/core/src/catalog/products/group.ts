import {
  type Context,
  failedRow,
  isProblem,
  type Plan,
  type Problem,
  type RowOutcome,
  type Statement,
} from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { findByHandles, findByIds, findBySources } from './find-many.ts'
import { type Ground, readGround } from './ground.ts'
import type { MadeProduct } from './made.ts'
import type { ProductRow } from './model.ts'
import { type ProductPlan, planProduct, type Written } from './plan.ts'
import { readSnapshots, type Snapshot } from './snapshot.ts'

/** A row of a bulk write that is well formed, and its place among all. */
export interface GoodRow {
  readonly index: number
  readonly row: ProductRow
}

/** A row that was planned: what it makes of its product. */
export interface PlannedRow extends Written {
  readonly index: number
  readonly made: MadeProduct | undefined
}

/** What goes into the same command as the products of a group, such as their first stock. */
export type Alongside = (rows: readonly PlannedRow[], commandId: string) => Promise<readonly Statement[]>

export interface GroupWrite {
  readonly rows: readonly GoodRow[]
  readonly source: string | undefined
  readonly commandId: string
  readonly alongside?: Alongside | undefined
}

/** The lines of many product writes as one command; rows that cannot be planned are answered with their problem and leave nothing. */
export async function planGroup(ctx: Context, group: GroupWrite): Promise<Plan<readonly RowOutcome[]>> {
  const meant = await whichProducts(ctx, group)
  const snapshots = new Map(
    (await readSnapshots(ctx, [...new Set(meant.values())])).map((snapshot) => [snapshot.product.id, snapshot]),
  )
  const beforeOf = ({ index }: GoodRow) => snapshots.get(meant.get(index) ?? '')
  const wishes = group.rows.map((each) => ({ before: beforeOf(each), input: each.row }))
  const ground = await readGround(ctx, wishes)
  const outcomes: RowOutcome[] = []
  const planned: PlannedRow[] = []
  const statements: Statement[] = []
  for (const each of group.rows) {
    const { index } = each
    try {
      const plan = await planRow(ctx, { ...each, group, before: beforeOf(each), ground })
      statements.push(...plan.statements)
      planned.push({ index, made: plan.made, ...plan.result })
      outcomes.push({ index, status: plan.result.status, id: plan.result.productId, problem: null })
    } catch (error) {
      outcomes.push(failedRow(index, refusalOf(error)))
    }
  }
  return {
    statements: [...statements, ...((await group.alongside?.(planned, group.commandId)) ?? [])],
    result: outcomes,
  }
}

/** What a row may be answered with; anything else is a failure of the shop. */
export function refusalOf(error: unknown): Problem {
  if (isProblem(error) && error.status < 500) return error
  throw error
}

interface OneRow extends GoodRow {
  readonly group: GroupWrite
  readonly before: Snapshot | undefined
  readonly ground: Ground
}

function planRow(ctx: Context, { index, row, group, before, ground }: OneRow): Promise<ProductPlan> {
  const { id, key = row.handle, ...input } = row
  const { source, commandId } = group
  const path = pathOf(index)
  const named = source === undefined || key === undefined ? undefined : { source, key }
  if (id !== undefined && before === undefined)
    throw problems.unknownReference({
      errors: [{ path: `${path}.id`, code: 'unknown', message: 'is no product of this shop' }],
    })
  if (before === undefined && input.title === undefined)
    throw problems.unknownReference({
      errors: [{ path: `${path}.title`, code: 'required', message: 'is required for a new product' }],
    })
  /* A source keeps saying the handle of old; the shop may have renamed it since. */
  const own = named !== undefined && before !== undefined ? { ...input, handle: undefined } : input
  const write = {
    before,
    input: own,
    commandId,
    action: 'catalog.upsertProduct',
    path,
    source: before === undefined ? named : undefined,
    isHandleFlexible: named !== undefined,
  }
  return planProduct(ctx, write, ground)
}

/** Where a row stands in the request. */
export function pathOf(index: number): string {
  return `body.products.${index}`
}

/** Index of a row to the product that it means: the one with its id, else with its source key, else with its handle, present or former. */
async function whichProducts(ctx: Context, { rows, source }: GroupWrite): Promise<ReadonlyMap<number, string>> {
  const keyOf = ({ key, handle }: ProductRow) => key ?? handle
  const withId = rows.flatMap(({ row: { id } }) => id ?? [])
  const others = rows.filter(({ row }) => row.id === undefined).map(({ row }) => row)
  const withKey = source === undefined ? [] : others.flatMap((row) => keyOf(row) ?? [])
  const withHandle = source === undefined ? others.flatMap(({ handle }) => handle ?? []) : []
  const ids = await findByIds(ctx, withId)
  const keys = source === undefined ? new Map<string, string>() : await findBySources(ctx, source, withKey)
  const handles = await findByHandles(ctx, withHandle)
  const ways = ({ row }: GoodRow) => {
    if (row.id !== undefined) return ids.get(row.id)
    return source === undefined ? handles.get(row.handle ?? '') : keys.get(keyOf(row) ?? '')
  }
  return new Map(
    rows.flatMap((each) => {
      const id = ways(each)
      return id === undefined ? [] : [[each.index, id] as const]
    }),
  )
}
