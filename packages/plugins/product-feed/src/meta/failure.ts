import { type Failure, type FailureKind, type HttpAnswer, type LimitHint, MINUTE } from '@vitrine/core'
import * as v from 'valibot'

/** How the Graph API says no. */
const Refusal = v.object({
  error: v.object({
    message: v.string(),
    code: v.number(),
    error_subcode: v.optional(v.number()),
    error_user_msg: v.optional(v.string()),
    is_transient: v.optional(v.boolean()),
  }),
})

/** Codes of the Graph API ("Handling errors"); 80014 is the limit of catalogue batches. */
const KINDS: Readonly<Record<number, FailureKind>> = {
  2: 'temporary',
  3: 'auth',
  4: 'throttled',
  10: 'auth',
  17: 'throttled',
  32: 'throttled',
  100: 'refused',
  102: 'auth',
  190: 'auth',
  368: 'auth',
  613: 'throttled',
  803: 'missing',
  80014: 'throttled',
}

const TOO_MUCH = 1
const isPermission = (code: number) => code >= 200 && code <= 299

/** Meta's own code and words; what they leave out follows from the status. */
export function metaFailure(answer: HttpAnswer<unknown>, now: number): Partial<Failure> | undefined {
  const told = v.safeParse(Refusal, answer.body)
  if (!told.success) return undefined
  const { code, error_subcode: sub, message, error_user_msg: words, is_transient: isPassing } = told.output.error
  const kind = kindOf(code, message, isPassing === true)
  const until = regainedAt(answer.headers, now)
  return {
    code: sub === undefined ? String(code) : `${code}/${sub}`,
    message: words ?? message,
    ...(kind === undefined ? {} : { kind }),
    ...(kind === 'throttled' && until !== undefined ? { retryAt: until } : {}),
  }
}

/** Code 1 asks for less data at a time: as a refusal of the whole batch, it is sent in halves. */
function kindOf(code: number, message: string, isPassing: boolean): FailureKind | undefined {
  if (code === TOO_MUCH) return /reduce the amount/i.test(message) ? 'refused' : 'temporary'
  return isPassing ? 'temporary' : (KINDS[code] ?? (isPermission(code) ? 'auth' : undefined))
}

const Usage = v.record(
  v.string(),
  v.array(
    v.object({ call_count: v.optional(v.number(), 0), estimated_time_to_regain_access: v.optional(v.number(), 0) }),
  ),
)

/** `X-Business-Use-Case-Usage`: minutes until calls are taken again; undefined when they are. */
function regainedAt(headers: Headers, now: number): number | undefined {
  const minutes = usageOf(headers).map((usage) => usage.estimated_time_to_regain_access)
  const most = Math.max(0, ...minutes)
  return most === 0 ? undefined : now + most * MINUTE
}

function usageOf(headers: Headers) {
  try {
    const told = v.safeParse(Usage, JSON.parse(headers.get('x-business-use-case-usage') ?? '{}'))
    return told.success ? Object.values(told.output).flat() : []
  } catch {
    return []
  }
}

export function metaLimit({ headers }: HttpAnswer<unknown>, now: number): LimitHint | undefined {
  const until = regainedAt(headers, now)
  return until === undefined ? undefined : { remaining: 0, until }
}
