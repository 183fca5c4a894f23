import { turn } from '../../../kernel/index.ts'
import type { Acknowledgement, ReceiptOutcome } from '../../acknowledgement.ts'

type Verdict = Exclude<ReceiptOutcome, { readonly status: 'working' }>

/** Entries that are looked through in one go. */
const TOGETHER = 5_000

/** What a receipt says of a key. What it does not speak of was not done: it is sent again, as after a call that does not. */
export async function indexed(outcome: Verdict): Promise<(key: string) => Acknowledgement> {
  if (outcome.status === 'failed') return (key) => ({ key, outcome: 'again', message: outcome.message })
  const { acknowledgements, others } = outcome
  const byKey = new Map<string, Acknowledgement>()
  for (let at = 0; at < acknowledgements.length; at += TOGETHER) {
    for (const one of acknowledgements.slice(at, at + TOGETHER)) byKey.set(one.key, one)
    await turn()
  }
  return (key) =>
    byKey.get(key) ??
    (others === undefined
      ? { key, outcome: 'again', message: 'the channel said nothing of it' }
      : { key, outcome: others })
}

/** The same for what is few, with what the receipt says under names of its own. */
export function saidOf(keys: readonly string[], outcome: Verdict): Acknowledgement[] {
  if (outcome.status === 'failed') return keys.map((key) => ({ key, outcome: 'again', message: outcome.message }))
  const { acknowledgements, others } = outcome
  const named = new Set(acknowledgements.map(({ key }) => key))
  const silent = keys.filter((key) => !named.has(key))
  return [
    ...acknowledgements,
    ...silent.map(
      (key): Acknowledgement =>
        others === undefined
          ? { key, outcome: 'again', message: 'the channel said nothing of it' }
          : { key, outcome: others },
    ),
  ]
}
