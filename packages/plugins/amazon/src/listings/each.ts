import { type Acknowledgement, type Entry, type Failure, failureOf } from '@vitrine/core'

interface Failed<E> {
  readonly entry: E
  readonly thrown: unknown
  readonly failure: Failure
}

type Settled<E> = Failed<E> | { readonly entry: E; readonly acknowledgement: Acknowledgement }

/**
 * Calls for each entry, as Amazon takes one item a call. One that fails holds up no other: it is told again, refused or missed by itself. When
 * all failed, or the account is not taken, the whole call failed; an item that is not there is no failure.
 */
export async function eachOf<E extends Entry>(
  entries: readonly E[],
  call: (entry: E) => Promise<Acknowledgement>,
): Promise<readonly Acknowledgement[]> {
  const settled = await Promise.all(entries.map((entry) => settle(entry, call)))
  const failed = settled.filter((one): one is Failed<E> => 'failure' in one && one.failure.kind !== 'missing')
  const fatal =
    failed.find(({ failure }) => failure.kind === 'auth') ?? (failed.length === settled.length ? failed[0] : undefined)
  if (fatal !== undefined) throw fatal.thrown
  return settled.map((one) => ('failure' in one ? refusalOf(one.entry.key, one.failure) : one.acknowledgement))
}

async function settle<E>(entry: E, call: (entry: E) => Promise<Acknowledgement>): Promise<Settled<E>> {
  try {
    return { entry, acknowledgement: await call(entry) }
  } catch (thrown) {
    return { entry, thrown, failure: failureOf(thrown) }
  }
}

function refusalOf(key: string, { kind, code = kind, message }: Failure): Acknowledgement {
  if (kind === 'missing') return { key, outcome: 'missing' }
  if (kind !== 'refused') return { key, outcome: 'again', message }
  return { key, outcome: 'rejected', issues: [{ severity: 'error', code, message }] }
}
