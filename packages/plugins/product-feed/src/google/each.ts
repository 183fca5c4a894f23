import { type Acknowledgement, channelFailure, type Entry, type Failure, failureOf } from '@vitrine/core'

/** Calls that are under way together: batches are gone from Merchant API, so single requests go side by side. */
const TOGETHER = 8

/** Calls one after another for each entry, some side by side, in the order of the entries. */
export async function inParallel<One, Result>(
  all: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as One)
  }
  await Promise.all(Array.from({ length: Math.min(TOGETHER, all.length) }, worker))
  return results
}

type Said = Acknowledgement | { readonly key: string; readonly failure: Failure }

/** One word for each entry. Throws when every call failed in the same way that is no entry's fault. */
export async function acknowledgeEach<One extends Entry>(
  entries: readonly One[],
  call: (entry: One) => Promise<Acknowledgement>,
): Promise<readonly Acknowledgement[]> {
  const said = await inParallel(entries, async (entry): Promise<Said> => {
    try {
      return await call(entry)
    } catch (thrown) {
      return { key: entry.key, failure: failureOf(thrown) }
    }
  })
  const [worst] = said.flatMap((one) => ('failure' in one && one.failure.kind !== 'refused' ? [one.failure] : []))
  const isWhole = said.every((one) => 'failure' in one && one.failure.kind === worst?.kind)
  if (worst !== undefined && (isWhole || worst.kind === 'auth')) throw channelFailure(worst)
  return said.map((one) => ('failure' in one ? ofFailure(one.key, one.failure) : one))
}

function ofFailure(key: string, { kind, code = 'refused', message, issues }: Failure): Acknowledgement {
  if (kind !== 'refused') return { key, outcome: 'again', message }
  return { key, outcome: 'rejected', issues: issues ?? [{ severity: 'error', code, message }] }
}
