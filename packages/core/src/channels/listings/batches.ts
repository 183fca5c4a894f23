import { grouped } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import type { Failure } from '../failure.ts'

/** As many at a time as the channel takes; those that were in a batch that failed as a whole, in smaller ones. */
export function batchesOf<One>(
  all: readonly One[],
  { size, most }: { readonly size: number; readonly most: (one: One) => number | null },
): One[][] {
  const groups = grouped(all, (one) => Math.min(size, most(one) ?? size))
  return [...groups].flatMap(([limit, some]) =>
    Array.from({ length: Math.ceil(some.length / limit) }, (_, at) => some.slice(at * limit, (at + 1) * limit)),
  )
}

/** With how many those of a batch that failed as a whole are sent next: until the one that is bad is alone. */
export const halfOf = (size: number): number => Math.ceil(size / 2)

/** An answer that says only that something broke may be the fault of one among many. */
export function fewerAfter({ kind, status = 0 }: Failure, size: number): number | undefined {
  const isOfBatch = kind === 'unknown' ? status >= 500 : status === 500
  return isOfBatch && size > 1 ? halfOf(size) : undefined
}

export interface Told {
  /** Nothing was said of any of several. */
  readonly isSilent: boolean
  readonly of: (key: string) => Acknowledgement
}

/** What a channel said of each entry; one of which it says nothing, or nothing that can be read, is sent again. */
export function toldOf(said: readonly Acknowledgement[], keys: readonly string[]): Told {
  const told = Array.isArray(said) ? said.filter((one) => typeof one === 'object' && one !== null) : []
  const byKey = new Map<string, Acknowledgement>(told.map((one) => [one.key, one]))
  return {
    isSilent: keys.length > 1 && keys.every((key) => !byKey.has(key)),
    of: (key) => byKey.get(key) ?? { key, outcome: 'again', message: 'the channel said nothing of it' },
  }
}

/** Tries of one that is alone in its batch, further and further apart: two hours. */
const MOST_ALONE = 12

/** True for the one of a batch that failed as a whole whose fault that is. */
export const isHopeless = (size: number, tries: number): boolean => size === 1 && tries + 1 >= MOST_ALONE
