import { canonical } from '../shape-hash.ts'

export interface Difference {
  readonly field: string
  readonly ours: unknown
  readonly theirs: unknown
}

/** Fields that the channel gives back and that are not as they were sent. What it leaves out is not compared. */
export function driftOf(sent: unknown, seen: unknown): Difference[] {
  if (!isRecord(sent) || !isRecord(seen)) return []
  return Object.entries(seen).flatMap(([field, theirs]) => {
    const ours = sent[field]
    return theirs === undefined || canonical(theirs) === canonical(ours ?? null) ? [] : [{ field, ours, theirs }]
  })
}

/** What the channel shows now: its own fields over what it was sent. */
export function mergedShape(sent: unknown, seen: unknown): unknown {
  return isRecord(sent) && isRecord(seen) ? { ...sent, ...seen } : sent
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
