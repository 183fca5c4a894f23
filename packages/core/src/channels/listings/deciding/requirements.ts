import { DAY, duration } from '../../../kernel/index.ts'
import type { Item } from '../../item.ts'
import { ask, type Work } from '../../lane/index.ts'
import type { ListingCause } from '../../model.ts'
import { attempt } from '../attempt.ts'
import { causeOf } from '../issues.ts'

interface Kept {
  readonly value: unknown
  readonly until: number
}

const MOST_KEPT = 500
const kept = new WeakMap<object, Map<string, Kept>>()

/** What the channel asks of an item now: read once for all items of its kind, and kept for a while. */
export async function requirementsFor(
  work: Work,
  item: Item,
): Promise<{ readonly value: unknown } | { readonly cause: ListingCause }> {
  const requirements = work.channel.listings?.requirements
  const { settings } = work.connection
  if (requirements === undefined) return { value: undefined }
  const named = attempt(() => requirements.key(item, { settings }))
  if ('thrown' in named) return { cause: causeOf('mapping_failed', named.thrown) }
  const name = named.value
  if (name === undefined) return { value: undefined }
  const known = kept.get(work.ctx.db) ?? new Map<string, Kept>()
  kept.set(work.ctx.db, known)
  const key = `${work.connection.id} ${work.connection.version} ${name}`
  const before = known.get(key)
  const now = work.ctx.now()
  if (before !== undefined && before.until > now) return before
  const answer = await ask(work, { step: 'requirements', about: [name] }, () => requirements.load(work.api, name))
  if ('failure' in answer) {
    const { kind, message } = answer.failure
    if (kind === 'refused' || kind === 'missing')
      return { cause: causeOf('requirements', `the channel has no rules for ${name}: ${message}`) }
    throw { halt: answer.failure }
  }
  if (known.size >= MOST_KEPT) known.clear()
  const value = {
    value: answer.said,
    until: now + (requirements.every === undefined ? DAY : duration(requirements.every)),
  }
  known.set(key, value)
  return value
}
