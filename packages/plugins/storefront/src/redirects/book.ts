import { candidates, led, MOST_STEPS, onSite, type Rule } from './rules.ts'

/** A rule, and the window whose it is. */
export interface Shelved extends Rule {
  /** Empty: of all windows. */
  readonly window: string
}

/** The window of the rules that hold in all of them. */
export const ALL = ''

/** All rules in memory, for checks of many, as one window meets them: its own before those of all. */
export interface Book {
  /** Those of the window. */
  readonly rules: Map<string, Rule>
  find(path: string): Rule | undefined
  /** The ring that exists somewhere in the book, or would with this rule; undefined when there is none. */
  ringThrough(rule: Rule): string[] | undefined
  /** Those of every window. */
  all(): Shelved[]
  size(): number
}

export function bookOf(all: Iterable<Shelved>, window = ALL): Book {
  const shelves = new Map<string, Map<string, Rule>>([[ALL, new Map()]])
  const shelf = (name: string) => {
    const found = shelves.get(name) ?? new Map<string, Rule>()
    shelves.set(name, found)
    return found
  }
  for (const { window: name, ...rule } of all) shelf(name).set(rule.source, rule)
  const rules = shelf(window)
  const finder = (name: string) => (path: string) => {
    for (const source of candidates(path)) {
      const rule = shelf(name).get(source) ?? shelf(ALL).get(source)
      if (rule !== undefined) return rule
    }
    return undefined
  }
  const ringIn = (name: string, rule: Rule) => {
    // A single path leads to one place; a rule for all below a path may close a ring anywhere.
    const starts = rule.source.endsWith('/*') ? [...shelf(ALL).values(), ...shelf(name).values()] : [rule]
    for (const start of starts) {
      const ring = ringFrom(finder(name), sampleOf(start))
      if (ring !== undefined) return ring
    }
    return undefined
  }
  return {
    rules,
    find: finder(window),
    ringThrough(rule) {
      const before = rules.get(rule.source)
      rules.set(rule.source, rule)
      let ring: string[] | undefined
      for (const name of window === ALL ? shelves.keys() : [window]) {
        ring = ringIn(name, rule)
        if (ring !== undefined) break
      }
      if (before === undefined) rules.delete(rule.source)
      else rules.set(rule.source, before)
      return ring
    },
    all: () => [...shelves].flatMap(([name, own]) => [...own.values()].map((rule) => ({ ...rule, window: name }))),
    size: () => [...shelves.values()].reduce((sum, own) => sum + own.size, 0),
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
