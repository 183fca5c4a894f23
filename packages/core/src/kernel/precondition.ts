import type { Http } from './mount.ts'
import { problems } from './problems.ts'

/** The version in `If-Match`, when the caller sent one (RFC 9110, 13.1.1). `*` means any. */
export function expectedVersion(http: Pick<Http, 'header'>): number | undefined {
  const tag = http.header('If-Match')
  if (tag === undefined || tag === '*') return undefined
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(tag.trim())
  if (match?.[1] === undefined)
    throw problems.preconditionFailed({ detail: 'If-Match must hold the ETag of a read, such as "3".' })
  return Number(match[1])
}

/** Refuses a write to a version that the caller has not seen. */
export function requireVersion(expected: number | undefined, actual: number): void {
  if (expected === undefined || expected === actual) return
  throw problems.preconditionFailed({
    detail: `You hold version ${expected}, the current one is ${actual}.`,
    headers: { ETag: etagOf(actual) },
  })
}

export function etagOf(version: number): string {
  return `"${version}"`
}
