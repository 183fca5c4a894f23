import type { Acknowledgement, ChannelFailure } from '@vitrine/core'
import { type Fault, isPassing, issuesOf } from '../api/faults.ts'

/** What a bulk call said of one entry; undefined when it went through. */
export function refusedOf(
  key: string,
  { statusCode, errors }: { readonly statusCode: number; readonly errors: readonly Fault[] },
): Acknowledgement | undefined {
  if (statusCode < 400) return undefined
  if (isPassing(statusCode, errors))
    return { key, outcome: 'again', message: errors[0]?.longMessage ?? errors[0]?.message ?? `answered ${statusCode}` }
  const issues = issuesOf(errors)
  const told = { severity: 'error', code: String(statusCode), message: `eBay answered ${statusCode}.` } as const
  return { key, outcome: 'rejected', issues: issues.length === 0 ? [told] : issues }
}

/** What a call for one entry came to; a failure that says nothing of the entry itself goes on. */
export async function settled<T>(key: string, work: () => Promise<T>): Promise<T | Acknowledgement> {
  try {
    return await work()
  } catch (thrown) {
    const failure = failureIn(thrown)
    if (failure?.kind === 'temporary' || failure?.kind === 'conflict')
      return { key, outcome: 'again', message: failure.message }
    if (failure?.kind !== 'refused') throw thrown
    const { code = 'refused', message } = failure
    return { key, outcome: 'rejected', issues: failure.issues ?? [{ severity: 'error', code, message }] }
  }
}

export function failureIn(thrown: unknown): ChannelFailure['failure'] | undefined {
  return thrown instanceof Error && 'failure' in thrown ? (thrown as ChannelFailure).failure : undefined
}

/** What is not there as a value. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (thrown) {
    if (failureIn(thrown)?.kind === 'missing') return undefined
    throw thrown
  }
}
