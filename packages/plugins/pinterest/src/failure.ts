import { type Failure, type FailureKind, HOUR, type HttpAnswer } from '@vitrine/core'
import * as v from 'valibot'

const Refusal = v.object({ code: v.number(), message: v.string() })

/** What Pinterest's numbers mean (examples of the 4xx answers of the contract). */
const KINDS: Readonly<Record<number, FailureKind>> = {
  1: 'refused',
  2: 'auth',
  3: 'auth',
  8: 'throttled',
  29: 'auth',
  40: 'missing',
  50: 'missing',
  654: 'refused',
  2031: 'missing',
  2625: 'refused',
  2626: 'temporary',
  4161: 'missing',
  4162: 'conflict',
  4168: 'refused',
  4169: 'refused',
  4170: 'conflict',
  4184: 'missing',
  4331: 'missing',
}

/** Under review, it may take days; it is looked at every hour. */
const UNDER_REVIEW = 2626

/** Pinterest's own code and words; what they leave out follows from the status. */
export function failureFrom({ status, body }: HttpAnswer<unknown>, now: number): Partial<Failure> | undefined {
  const told = v.safeParse(Refusal, body)
  if (!told.success) return undefined
  const { code, message } = told.output
  const kind = status >= 500 ? undefined : KINDS[code]
  return {
    code: String(code),
    message,
    ...(kind === undefined ? {} : { kind }),
    ...(code === UNDER_REVIEW ? { retryAt: now + HOUR } : {}),
  }
}

export const kindOf = (thrown: unknown): FailureKind | undefined =>
  thrown instanceof Error && 'failure' in thrown ? (thrown.failure as Failure).kind : undefined
