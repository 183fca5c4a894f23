import type { Condition, Rule } from '../values.ts'

/** What a rule can ask about a product. Attribute values are as staff see them: keys of choices, numbers, days. */
export interface ProductFacts {
  readonly title: string
  readonly type: string
  readonly vendor: string
  readonly tags: readonly string[]
  readonly attributes: ReadonlyMap<string, readonly (string | number | boolean)[]>
  /** The lowest price by currency, in minor units. */
  readonly prices: ReadonlyMap<string, number>
}

/** True when the product belongs. An empty `all` or `none` takes every product, an empty `any` none. Pure. */
export function matches({ match, conditions, groups = [] }: Rule, facts: ProductFacts): boolean {
  const holds = (condition: Condition) => meets(condition, facts)
  const fits = (group: Rule) => matches(group, facts)
  if (match === 'all') return conditions.every(holds) && groups.every(fits)
  const isAny = conditions.some(holds) || groups.some(fits)
  return match === 'any' ? isAny : !isAny
}

function meets({ field, op, value, currency }: Condition, facts: ProductFacts): boolean {
  const held = heldBy(facts, field, currency)
  if (op === 'notEqual') return !held.some((each) => isEqual(each, value))
  return held.some((each) => compare(op, each, value))
}

type Held = string | number | boolean

function heldBy(facts: ProductFacts, field: string, currency = ''): readonly Held[] {
  switch (field) {
    case 'tag':
      return facts.tags
    case 'type':
      return [facts.type]
    case 'vendor':
      return [facts.vendor]
    case 'title':
      return [facts.title]
    case 'price': {
      const price = facts.prices.get(currency)
      return price === undefined ? [] : [price]
    }
    default:
      return facts.attributes.get(field.slice('attribute.'.length)) ?? []
  }
}

function compare(op: Exclude<Condition['op'], 'notEqual'>, held: Held, value: Held): boolean {
  if (op === 'equal') return isEqual(held, value)
  if (op === 'contains') return folded(held).includes(folded(value))
  if (typeof held !== typeof value) return false
  return op === 'atLeast' ? held >= value : held <= value
}

function isEqual(held: Held, value: Held): boolean {
  return typeof held === 'string' && typeof value === 'string' ? folded(held) === folded(value) : held === value
}

function folded(value: Held): string {
  return String(value).trim().toLowerCase()
}
