import * as v from 'valibot'

const Milliseconds = v.pipe(v.number(), v.minValue(0))
/** Fixed, or any time between the two. */
const Latency = v.union([Milliseconds, v.tuple([Milliseconds, Milliseconds])])
const Chance = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `isApplied`: the platform did what was asked, and only its answer is lost or wrong. */
const applied = { isApplied: v.optional(v.boolean(), false) }

const Fault = v.variant('answer', [
  v.strictObject({
    answer: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    /** Seconds. */
    retryAfter: v.optional(v.number()),
    retryAfterAs: v.optional(v.picklist(['seconds', 'date']), 'seconds'),
    code: v.optional(v.string(), 'SANDBOX_FAULT'),
    ...applied,
  }),
  /** A page of a proxy in front of the platform. */
  v.strictObject({ answer: v.literal('html'), status: v.optional(v.number(), 502), ...applied }),
  /** The right status with half of the body; applied, unless told otherwise. */
  v.strictObject({ answer: v.literal('truncated'), isApplied: v.optional(v.boolean(), true) }),
  v.strictObject({ answer: v.literal('reset'), ...applied }),
  /** No answer until the caller gives up, or the time in milliseconds passed. */
  v.strictObject({ answer: v.literal('timeout'), after: v.optional(Milliseconds, 120_000), ...applied }),
])

const FaultRule = v.strictObject({
  /** `POST /v1/offers/*`, `* /v1/orders`; all calls when left out. */
  on: v.optional(v.string(), '* /*'),
  /** Lets so many calls through first. */
  skip: v.optional(Count, 0),
  /** How many calls it hits; all when left out. */
  times: v.optional(Count),
  probability: v.optional(Chance, 1),
  latency: v.optional(Latency),
  fault: v.optional(Fault),
})

/** Chances, each by itself, for every message to the shop. */
const HookFaults = v.strictObject({
  duplicate: v.optional(Chance, 0),
  /** Never sent. */
  lost: v.optional(Chance, 0),
  late: v.optional(Chance, 0),
  /** How late is late, in milliseconds. */
  lateBy: v.optional(Latency, 1_000),
  /** Held back until the next message went out. */
  reordered: v.optional(Chance, 0),
  /** The first try carries a signature made with another secret. */
  forged: v.optional(Chance, 0),
})

/** Of lists that are read page by page. */
const Pages = v.strictObject({
  /** Entries of a page at most, whatever was asked for. */
  size: v.optional(v.pipe(Count, v.minValue(1))),
  /** Chance that a page begins with an entry that was told before. */
  repeated: v.optional(Chance, 0),
})

const Rejection = v.strictObject({
  /** Of this category only. */
  category: v.optional(v.string()),
  /** Only items whose title or description holds this. */
  word: v.optional(v.string()),
  code: v.string(),
  message: v.string(),
  field: v.optional(v.string()),
})

export const KnobsSchema = v.strictObject({
  latency: v.optional(Latency, 0),
  faults: v.optional(v.array(FaultRule), []),
  hooks: v.optional(HookFaults, {}),
  /** Reads see what was there so many milliseconds ago. */
  staleness: v.optional(Milliseconds, 0),
  /** How far the platform's clock is off, in milliseconds: it dates messages and ends tokens. */
  skew: v.optional(v.number(), 0),
  pages: v.optional(Pages, {}),
  /** Milliseconds that the platform takes to look at what must be looked at. */
  review: v.optional(Milliseconds, 0),
  rejections: v.optional(v.array(Rejection), []),
  /** Token buckets by name, or `*` for all others, instead of the platform's own: calls in a second, and how many at once. */
  rates: v.optional(
    v.record(v.string(), v.strictObject({ rate: v.pipe(v.number(), v.minValue(0)), burst: Count })),
    {},
  ),
})

export type Knobs = v.InferOutput<typeof KnobsSchema>
export type KnobsInput = v.InferInput<typeof KnobsSchema>
export type Fault = v.InferOutput<typeof Fault>
export type FaultRule = v.InferOutput<typeof FaultRule>
export type Rejection = v.InferOutput<typeof Rejection>
export type Latency = v.InferOutput<typeof Latency>

/** The knobs with some of them turned; a knob that is not named stays as it is. */
export function turned(knobs: Knobs, turn: KnobsInput): Knobs {
  return v.parse(KnobsSchema, { ...knobs, ...turn })
}

export function latencyOf(latency: Latency, random: () => number): number {
  return typeof latency === 'number' ? latency : latency[0] + random() * (latency[1] - latency[0])
}
