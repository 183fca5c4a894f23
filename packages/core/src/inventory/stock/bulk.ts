import { type Context, isProblem, type Problem, run, type Statement } from '../../kernel/index.ts'
import type { Level } from '../model.ts'
import { problems } from '../problems.ts'
import { levelsOf } from '../reads.ts'
import { locationsBy, openLocation, unknownVariant, variantIdsOf } from '../refs.ts'
import { type Adjustment, adjust, emptyLevel } from './adjust.ts'
import type { BulkInput, BulkResult, BulkRow } from './model.ts'

type Refused = BulkResult['refused'][number]

/**
 * Sets or changes many levels in one command. A row that cannot be done is refused with its reason and the others are kept;
 * a level that changes between reading and writing makes the whole plan anew, so `applied` rows were applied to what they saw.
 */
export async function bulkStock(ctx: Context, { rows, reason, note }: BulkInput): Promise<BulkResult> {
  const { result } = await run(ctx, {
    name: 'inventory.bulk',
    plan: async (commandId) => {
      const read = await readRows(ctx, rows)
      const statements: Statement[] = []
      const refused: Refused[] = []
      for (const [index, row] of rows.entries()) {
        try {
          const level = read(row)
          statements.push(...adjust(ctx, level, { ...adjustmentOf(row), reason, note, commandId }))
        } catch (error) {
          if (!isProblem(error)) throw error
          refused.push(refusal(index, error))
        }
      }
      return { result: { applied: rows.length - refused.length, refused }, statements }
    },
  })
  return result
}

/** Finds the level of each row, once: two rows for one level would hide each other. */
async function readRows(ctx: Context, rows: readonly BulkRow[]): Promise<(row: BulkRow) => Level> {
  const [locate, idOf] = await Promise.all([locationsBy(ctx), variantIdsOf(ctx, rows)])
  const ids = [...new Set(rows.flatMap((row) => idOf(row) ?? []))]
  const levels = new Map((await levelsOf(ctx, ids)).map((level) => [`${level.variantId}/${level.locationId}`, level]))
  const seen = new Set<string>()
  return (row) => {
    const { id: locationId } = openLocation(locate(row.location), { ref: row.location, path: 'location' })
    const variantId = idOf(row)
    if (variantId === undefined) throw unknownVariant(row, 'row')
    const key = `${variantId}/${locationId}`
    if (seen.has(key)) throw problems.rowRepeated()
    seen.add(key)
    return levels.get(key) ?? emptyLevel({ variantId, locationId })
  }
}

function adjustmentOf({ set, change, expected }: BulkRow): Adjustment {
  if ((set === undefined) === (change === undefined)) throw problems.rowUnclear()
  if (set !== undefined) return { kind: 'count', quantity: set, expected }
  const quantity = Math.abs(change ?? 0)
  return { kind: (change ?? 0) < 0 ? 'write_off' : 'receive', quantity, expected }
}

function refusal(row: number, { code, title, detail, hint, extra }: Problem): Refused {
  const { current } = extra
  return {
    row,
    code,
    message: detail ?? title,
    ...(hint === undefined ? {} : { hint }),
    ...(typeof current === 'number' ? { current } : {}),
  }
}
