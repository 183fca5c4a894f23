import * as v from 'valibot'
import { type Context, failedRow, invalid, isProblem, type Problem, type RowOutcome, run } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { type Alongside, type GoodRow, type GroupWrite, pathOf, planGroup, refusalOf } from './group.ts'
import { ProductRow } from './model.ts'
import { type Pace, paceOf } from './pace.ts'

export interface BulkWrite {
  readonly rows: readonly unknown[]
  /** Of the keys of the rows. */
  readonly source?: string | undefined
  /** Checks and plans every row, and writes none. */
  readonly dryRun?: boolean
  /** Lines that join the command of their rows; planned once for a group, and again for each row alone when the group is refused. */
  readonly alongside?: Alongside | undefined
  /** What comes after each command, before the next one is planned. */
  readonly landed?: ((outcomes: readonly RowOutcome[]) => Promise<void>) | undefined
}

/**
 * Makes or changes products, some to a command, as many as do not keep others waiting: good rows stay, bad ones are answered with their problem.
 * A row means the product with its id, else with its source key, else with its handle, present or former.
 */
export async function upsertProducts(ctx: Context, { rows, ...how }: BulkWrite): Promise<RowOutcome[]> {
  const seen = new Set<string>()
  const checked = rows.map((row, index) => checkRow(row, { index, seen }))
  const outcomes = checked.map((row, index) => (isProblem(row) ? failedRow(index, row) : undefined))
  const good = checked.flatMap((row, index): GoodRow[] => (isProblem(row) ? [] : [{ index, row }]))
  const pace = paceOf(ctx)
  for (const group of groupsOf(good, pace)) {
    await pace.next()
    const done = await writeGroup(ctx, group, how)
    for (const outcome of done) outcomes[outcome.index] = outcome
    await how.landed?.(done)
  }
  return outcomes.filter((outcome) => outcome !== undefined)
}

function checkRow(row: unknown, { index, seen }: { index: number; seen: Set<string> }): ProductRow | Problem {
  const parsed = v.safeParse(ProductRow, row)
  const path = pathOf(index)
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

/** Taken one by one: how much one holds is decided when its turn comes. */
function* groupsOf(rows: readonly GoodRow[], pace: Pace): Generator<GoodRow[]> {
  for (let at = 0; at < rows.length; ) {
    const share = pace.share()
    const group: GoodRow[] = []
    for (let work = 0; at < rows.length && group.length < share.rows; at += 1) {
      const each = rows[at] as GoodRow
      work += 1 + (each.row.variants?.length ?? 1)
      if (group.length > 0 && work > share.work) break
      group.push(each)
    }
    yield group
  }
}

type How = Omit<BulkWrite, 'rows'>

/** All rows in one command; when the database refuses it, each in one of its own, so that the good ones stay. */
async function writeGroup(
  ctx: Context,
  rows: readonly GoodRow[],
  { source, alongside, dryRun = false }: How,
): Promise<readonly RowOutcome[]> {
  const plan = (commandId: string) => planGroup(ctx, { rows, source, alongside, commandId } satisfies GroupWrite)
  if (dryRun) return (await plan('dry-run')).result.map(asDry)
  const alone = oneByOne(ctx)
  try {
    return (await run(ctx, { name: 'catalog.upsertProducts', priority: 'background', plan })).result
  } catch (error) {
    const refusal = refusalOf(error)
    const [only, ...others] = rows
    if (only !== undefined && others.length === 0) return [failedRow(only.index, refusal)]
    const outcomes: RowOutcome[] = []
    for (const row of rows) outcomes.push(...(await writeGroup(alone, [row], { source, alongside })))
    return outcomes
  }
}

function asDry(outcome: RowOutcome): RowOutcome {
  return { ...outcome, id: outcome.status === 'created' ? null : outcome.id }
}

/** With an Idempotency-Key a repeated request must meet each command again under its id, whether its group was refused the first time or not. */
function oneByOne(ctx: Context): Context {
  const { command } = ctx.request
  if (command === undefined) return ctx
  const id = `${command.id}/${command.uses + 1}/row`
  return { ...ctx, request: { ...ctx.request, command: { ...command, id, uses: 0 } } }
}
