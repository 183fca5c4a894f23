import type { Quality } from './claims.ts'
import type { Facts } from './facts.ts'
import { RULES, type Rule, TIERS, type Tier } from './rules.ts'

export interface Judged {
  readonly rule: string
  readonly tier: Tier
  readonly why: string
}

export interface Verdict {
  readonly badge: Tier | 'none'
  readonly held: readonly string[]
  readonly exempt: readonly Judged[]
  /** Claimed, and not so. */
  readonly broken: readonly Judged[]
  /** What the next badge wants beside that. */
  readonly missing: readonly Judged[]
  readonly next: Tier | null
}

type State = 'held' | 'exempt' | 'broken' | 'open'

interface Look extends Judged {
  readonly state: State
}

/** Judges what is claimed by the facts. A badge is earned with every rule of its tier and of those below. */
export function judge({ claims }: Pick<Quality, 'claims'>, facts: Facts): Verdict {
  const looks = RULES.map((rule) => lookAt(rule, claims.get(rule.id), facts))
  const isMet = ({ state }: Look) => state === 'held' || state === 'exempt'
  const unmet = TIERS.find((tier) => looks.some((look) => look.tier === tier && !isMet(look)))
  const earned = TIERS[(unmet === undefined ? TIERS.length : TIERS.indexOf(unmet)) - 1]
  const told = (state: State) => looks.filter((look) => look.state === state).map(({ state: _, ...judged }) => judged)
  return {
    badge: earned ?? 'none',
    held: told('held').map(({ rule }) => rule),
    exempt: told('exempt'),
    broken: told('broken'),
    missing: looks
      .filter(({ tier, state }) => tier === unmet && state === 'open')
      .map(({ state: _, ...judged }) => judged),
    next: unmet ?? null,
  }
}

function lookAt(rule: Rule, claim: ReturnType<Quality['claims']['get']>, facts: Facts): Look {
  const { id, tier, title, isNeeded = false } = rule
  const as = (state: State, why: string): Look => ({ rule: id, tier, why, state })
  if (claim?.state === 'exempt') return isNeeded ? as('broken', 'nothing exempts from it') : as('exempt', claim.why)
  const fault = rule.fault(facts)
  if (claim?.state === 'done') return fault === undefined ? as('held', title) : as('broken', fault)
  return as('open', fault ?? 'it holds already: claim it')
}
