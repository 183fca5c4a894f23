import type { Failure, FailureKind, HttpAnswer } from '@vitrine/core'
import * as v from 'valibot'

/** google.rpc.Status as Merchant API answers it. */
const Refusal = v.object({
  error: v.object({ code: v.number(), message: v.string(), status: v.optional(v.string(), 'UNKNOWN') }),
})

/** google.rpc.Code. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'auth',
  RESOURCE_EXHAUSTED: 'throttled',
  INVALID_ARGUMENT: 'refused',
  FAILED_PRECONDITION: 'refused',
  OUT_OF_RANGE: 'refused',
  NOT_FOUND: 'missing',
  ABORTED: 'conflict',
  ALREADY_EXISTS: 'conflict',
  UNAVAILABLE: 'temporary',
}

/** Google's own code and words; what they leave out follows from the status. */
export function googleFailure({ status, body }: HttpAnswer<unknown>): Partial<Failure> | undefined {
  const told = v.safeParse(Refusal, body)
  if (!told.success) return undefined
  const { message, status: code } = told.output.error
  const kind = status >= 500 ? undefined : KINDS[code]
  return { code, message, ...(kind === undefined ? {} : { kind }) }
}
