import { type Fault, type FaultRule, type Latency, latencyOf } from './knobs.ts'

/** What happens to a call. */
export interface Fate {
  /** Milliseconds before the platform looks at it. */
  readonly latency: number
  readonly fault: Fault | undefined
}

export interface Faults {
  /** Decides of one call; rules count down. */
  fate(call: { readonly method: string; readonly path: string }): Fate
  /** Replaces the rules; the new ones begin to count. */
  load(rules: readonly FaultRule[]): void
}

interface Counting {
  readonly rule: FaultRule
  readonly matches: (call: string) => boolean
  seen: number
  hits: number
}

/** Which calls go wrong, by the rules of the knobs; the first rule that hits with a fault decides, and latencies add up. */
export function createFaults({
  random,
  latency,
}: {
  readonly random: () => number
  readonly latency: () => Latency
}): Faults {
  let rules: Counting[] = []
  return {
    load(given) {
      rules = given.map((rule) => ({ rule, matches: matcher(rule.on), seen: 0, hits: 0 }))
    },
    fate({ method, path }) {
      const hit: FaultRule[] = []
      for (const counting of rules) {
        if (hit.some(({ fault }) => fault !== undefined)) break
        if (counting.matches(`${method} ${path}`) && isHit(counting, random)) hit.push(counting.rule)
      }
      const own = hit.map((rule) => latencyOf(rule.latency ?? 0, random))
      return {
        latency: own.reduce((sum, wait) => sum + wait, latencyOf(latency(), random)),
        fault: hit.at(-1)?.fault,
      }
    },
  }
}

function isHit(counting: Counting, random: () => number): boolean {
  const { skip, times, probability } = counting.rule
  counting.seen += 1
  if (counting.seen <= skip || (times !== undefined && counting.hits >= times)) return false
  if (probability < 1 && random() >= probability) return false
  counting.hits += 1
  return true
}

/** `POST /v1/offers/*`: a star is any text; a pattern without a method is of all methods. */
function matcher(pattern: string): (call: string) => boolean {
  const whole = pattern.startsWith('/') ? `* ${pattern}` : pattern
  const escaped = whole.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  const expression = new RegExp(`^${escaped}$`)
  return (call) => expression.test(call)
}
