import { candidates, led, MOST_STEPS, onSite, type Rule } from './rules.ts'

/** All rules in memory, for checks of many. */
export interface Book {
  readonly rules: Map<string, Rule>
  find(path: string): Rule | undefined
  /** The ring that exists somewhere in the book, or would with this rule; undefined when there is none. */
  ringThrough(rule: Rule): string[] | undefined
}

export function bookOf(all: Iterable<Rule>): Book {
  const rules = new Map([...all].map((rule) => [rule.source, rule]))
  const find = (path: string) => {
    for (const source of candidates(path)) {
      const rule = rules.get(source)
      if (rule !== undefined) return rule
    }
    return undefined
  }
  return {
    rules,
    find,
    ringThrough(rule) {
      const before = rules.get(rule.source)
      rules.set(rule.source, rule)
      // A single path leads to one place; a rule for all below a path may close a ring anywhere.
      const starts = rule.source.endsWith('/*') ? rules.values() : [rule]
      let ring: string[] | undefined
      for (const start of starts) {
        ring = ringFrom(find, sampleOf(start))
        if (ring !== undefined) break
      }
      if (before === undefined) rules.delete(rule.source)
      else rules.set(rule.source, before)
      return ring
    },
  }
}

/** Stands for anything below a path. */
const ANYTHING = '~anything'

function sampleOf({ source }: Rule): string {
  return source.endsWith('/*') ? source.slice(0, -1) + ANYTHING : source
}

function ringFrom(find: Book['find'], start: string): string[] | undefined {
  const way = [start]
  let path: string | undefined = start
  for (;;) {
    const rule: Rule | undefined = find(path)
    if (rule === undefined) return undefined
    const target = led(rule, path)
    path = onSite(target)
    if (path === undefined) return undefined
    const isKnown = way.includes(path)
    way.push(path)
    if (isKnown || way.length > MOST_STEPS + 1) return way.map((each) => each.replace(ANYTHING, '*'))
  }
}
