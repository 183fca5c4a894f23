import * as v from 'valibot'

export const InvariantId = v.picklist(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10'])
export type InvariantId = v.InferOutput<typeof InvariantId>

/** One row that breaks an invariant: what it is about, why in words, and the numbers behind it. */
const ViolationSchema = v.object({
  subject: v.string(),
  cause: v.string(),
  data: v.record(v.string(), v.unknown()),
})
export type Violation = v.InferOutput<typeof ViolationSchema>

const BrokenSchema = v.object({
  invariant: InvariantId,
  title: v.string(),
  rows: v.array(ViolationSchema),
})
export type Broken = v.InferOutput<typeof BrokenSchema>

export const InvariantReportSchema = v.object({
  ok: v.boolean(),
  /** The broken ones only. */
  violations: v.array(BrokenSchema),
})
export type InvariantReport = v.InferOutput<typeof InvariantReportSchema>

export const RepairInput = v.strictObject({
  /** Repairs these only; all that can be repaired when not given. */
  invariants: v.optional(v.pipe(v.array(InvariantId), v.minLength(1))),
})

/** What was done about one violation, or why nothing could be. */
const RepairStepSchema = v.object({
  invariant: InvariantId,
  subject: v.string(),
  outcome: v.picklist(['repaired', 'gone', 'refused']),
  detail: v.string(),
})
export type RepairStep = v.InferOutput<typeof RepairStepSchema>

export const RepairReportSchema = v.object({
  /** How many violations were repaired. */
  repaired: v.number(),
  steps: v.array(RepairStepSchema),
  after: InvariantReportSchema,
})
export type RepairReport = v.InferOutput<typeof RepairReportSchema>
