import * as v from 'valibot'
import { CommandSchema } from '../commands/model.ts'
import { IntakeIssue } from '../model.ts'

const text = v.nullable(v.string())

/** `stored`: not looked at yet. `waiting`: the channel does not let us act on it. `parked`: it needs a person, or what it lacks. */
export const IntakeStatus = v.picklist(['stored', 'applied', 'parked', 'waiting'])

/** An order of a channel as it came in. */
export const IntakeSchema = v.object({
  id: v.string(),
  connectionId: v.string(),
  externalId: v.string(),
  status: IntakeStatus,
  /** In the book; null while it is not. */
  orderId: text,
  issue: v.nullable(IntakeIssue),
  /** What the channel keeps, in minor units. */
  fees: v.array(v.object({ kind: v.string(), amount: v.number() })),
  /** When and under which reference the channel pays out. */
  settlement: v.unknown(),
  receivedAt: v.string(),
  updatedAt: v.string(),
})
export type IntakeView = v.InferOutput<typeof IntakeSchema>

export const IntakeDetail = v.object({
  ...IntakeSchema.entries,
  /** As the channel sent it last. */
  raw: v.unknown(),
  /** As it was understood when it was last followed; null when it never was. */
  understood: v.unknown(),
  commands: v.array(CommandSchema),
})
export type IntakeDetailView = v.InferOutput<typeof IntakeDetail>
