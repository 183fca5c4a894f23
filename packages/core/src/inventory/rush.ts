import { type App, SECOND } from '../kernel/index.ts'

/** So long a variant counts as rushed after a plan lost a race for it. */
const RUSH_TIME = SECOND

interface Rush {
  lastAt: number
  turns: number
}

const rushes = new WeakMap<App['db'], Map<string, Rush>>()

/** A plan lost a race for this variant: somebody else took what it had counted on. */
export function noteRush({ db, now }: Pick<App, 'db' | 'now'>, variantId: string): void {
  const byVariant = rushes.get(db) ?? new Map<string, Rush>()
  rushes.set(db, byVariant)
  const rush = byVariant.get(variantId)
  if (rush === undefined) byVariant.set(variantId, { lastAt: now(), turns: 0 })
  else rush.lastAt = now()
}

/**
 * Whose turn it is while many want the same: 0 in quiet times, else a number that goes up by one with each plan. When everybody plans for the
 * best location, all but a few lose, and again at the next best; turned by this number they spread over all that have it.
 */
export function turnOf({ db, now }: Pick<App, 'db' | 'now'>, variantIds: readonly string[]): number {
  const byVariant = rushes.get(db)
  if (byVariant === undefined || byVariant.size === 0) return 0
  let turn = 0
  for (const variantId of variantIds) {
    const rush = byVariant.get(variantId)
    if (rush === undefined) continue
    if (Math.abs(now() - rush.lastAt) > RUSH_TIME) byVariant.delete(variantId)
    else turn = Math.max(turn, ++rush.turns)
  }
  return turn
}
