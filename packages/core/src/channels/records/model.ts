import * as v from 'valibot'
import { RunCounts } from '../model.ts'

const text = v.nullable(v.string())

export const RunSchema = v.object({
  id: v.string(),
  connectionId: v.string(),
  lane: v.string(),
  trigger: v.string(),
  status: v.picklist(['running', 'succeeded', 'failed', 'interrupted']),
  counts: RunCounts,
  /** Milliseconds between the oldest change that it carried and its sending. */
  lag: v.nullable(v.number()),
  cursorBefore: text,
  cursorAfter: text,
  error: text,
  startedAt: v.string(),
  endedAt: text,
})
export type RunView = v.InferOutput<typeof RunSchema>

const headers = v.record(v.string(), v.string())

/** A call and its answer; secrets are masked, long bodies cut. */
const ExchangeSchema = v.object({
  number: v.number(),
  /** Number of the step that it was made for; null: for none, as for a token. */
  step: v.nullable(v.number()),
  method: v.string(),
  url: v.string(),
  requestHeaders: headers,
  requestBody: text,
  status: v.nullable(v.number()),
  responseHeaders: v.nullable(headers),
  responseBody: text,
  error: text,
  startedAt: v.string(),
  durationMs: v.number(),
})

/** One thing that a run asked of the channel: a batch published, a page of orders pulled, a command sent. */
const StepSchema = v.object({
  number: v.number(),
  /** `publish`, `withdraw`, `observe`, `push`, `poll`, `deliver`, `requirements`, `pull`, `read`, or the kind of a command. */
  name: v.string(),
  /** Keys of the first 20 things that it is about. */
  about: v.array(v.string()),
  /** How many things it is about. */
  size: v.number(),
  counts: RunCounts,
  error: text,
  startedAt: v.string(),
  endedAt: v.string(),
})

export const RunDetail = v.object({
  ...RunSchema.entries,
  steps: v.array(StepSchema),
  exchanges: v.array(ExchangeSchema),
})
export type RunDetailView = v.InferOutput<typeof RunDetail>

/** Listings that stand still for the same reason. */
export const CauseSchema = v.object({
  code: v.string(),
  /** In the words of the first of them. */
  message: v.string(),
  field: text,
  count: v.number(),
  /** Since when the oldest stands. */
  since: v.string(),
})
export type CauseView = v.InferOutput<typeof CauseSchema>
