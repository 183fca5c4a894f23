import type { Failure, HttpAnswer, LimitHint } from '@vitrine/core'
import * as v from 'valibot'

const Errors = v.object({
  errors: v.pipe(
    v.array(v.object({ code: v.string(), message: v.string(), details: v.optional(v.nullable(v.string())) })),
    v.minLength(1),
  ),
})

const LoginError = v.object({ error: v.string(), error_description: v.optional(v.string()) })

/**
 * Errors of the Selling Partner API (`ErrorList`), with the id that Amazon's support asks for. A token that ended is answered 403 like a
 * role that is missing; only the words tell them apart.
 */
export function failureAt(now: () => number) {
  return ({ status, headers, body }: HttpAnswer<unknown>): Partial<Failure> | undefined => {
    const parsed = v.safeParse(Errors, body)
    if (!parsed.success) return undefined
    const { errors } = parsed.output
    const words = errors.map(({ message, details }) => (details ? `${message} (${details})` : message)).join('; ')
    const request = headers.get('x-amzn-requestid')
    return {
      code: errors[0]?.code ?? String(status),
      message: request === null ? words : `${words} [request ${request}]`,
      ...(status === 429 ? { kind: 'throttled', retryAt: now() + pause(headers) } : {}),
      ...(status === 403 && /access token/i.test(words) ? { status: 401 } : {}),
    }
  }
}

/** Amazon names no time; a call of its own rate later there is one more (Selling Partner API, "Usage plans and rate limits"). */
function pause(headers: Headers): number {
  const told = Number(headers.get('retry-after'))
  if (told > 0) return told * 1000
  const rate = rateOf(headers)
  return rate === undefined ? 2_000 : Math.min(Math.ceil(1000 / rate), 300_000)
}

function rateOf(headers: Headers): number | undefined {
  const rate = Number.parseFloat(headers.get('x-amzn-ratelimit-limit') ?? '')
  return rate > 0 ? rate : undefined
}

/** The seller's own rate of the operation that was called. */
export function limitOf({ headers }: HttpAnswer<unknown>): LimitHint | undefined {
  const rate = rateOf(headers)
  return rate === undefined ? undefined : { rate }
}

const LOGIN_ENDS: readonly string[] = ['invalid_grant', 'invalid_client', 'unauthorized_client']

/** Errors of Login with Amazon (RFC 6749, 5.2): without a grant that it takes, the account must be connected again. */
export function loginFailure({ body }: HttpAnswer<unknown>): Partial<Failure> | undefined {
  const parsed = v.safeParse(LoginError, body)
  if (!parsed.success) return undefined
  const { error, error_description: words } = parsed.output
  return { code: error, message: words ?? error, ...(LOGIN_ENDS.includes(error) ? { kind: 'auth' } : {}) }
}
