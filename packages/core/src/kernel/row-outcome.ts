import * as v from 'valibot'
import type { Problem } from './problem.ts'

/** How one row of a bulk write went. */
export const RowOutcome = v.object({
  /** Place in what was sent. */
  index: v.number(),
  status: v.picklist(['created', 'updated', 'unchanged', 'failed']),
  id: v.nullable(v.string()),
  problem: v.nullable(
    v.object({
      code: v.string(),
      title: v.string(),
      detail: v.optional(v.string()),
      hint: v.optional(v.string()),
      errors: v.optional(v.array(v.object({ path: v.string(), code: v.string(), message: v.string() }))),
    }),
  ),
})
export type RowOutcome = v.InferOutput<typeof RowOutcome>

/** The outcome of a row that was refused. */
export function failedRow(index: number, { code, title, detail, hint, errors }: Problem): RowOutcome {
  return {
    index,
    status: 'failed',
    id: null,
    problem: { code, title, detail, hint, errors: errors?.map((error) => ({ ...error })) },
  }
}
