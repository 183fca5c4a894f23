import { isCurrency, nearest, type Problem } from '../../kernel/index.ts'
import type { AttributeDefinition } from '../attributes/index.ts'
import { problems } from '../problems.ts'
import type { Condition, Rule } from '../values.ts'

type Ops = readonly Condition['op'][]

const WORDS: Ops = ['equal', 'notEqual', 'contains']
const AMOUNTS: Ops = ['equal', 'atLeast', 'atMost']

/** What an attribute can be asked. */
const ATTRIBUTE: Readonly<
  Record<AttributeDefinition['type'], { readonly ops: Ops; readonly value: 'string' | 'number' | 'boolean' }>
> = {
  text: { ops: WORDS, value: 'string' },
  select: { ops: ['equal', 'notEqual'], value: 'string' },
  multi: { ops: ['equal', 'notEqual'], value: 'string' },
  date: { ops: AMOUNTS, value: 'string' },
  number: { ops: AMOUNTS, value: 'number' },
  dimension: { ops: AMOUNTS, value: 'number' },
  boolean: { ops: ['equal'], value: 'boolean' },
}

/** Refuses a rule that could never work: unknown attributes and choices, comparisons that make no sense. Throws `catalog.ruleInvalid`. */
export function checkRule(rule: Rule, definitions: readonly AttributeDefinition[], path: string): void {
  rule.conditions.forEach((condition, index) => {
    checkCondition(condition, definitions, `${path}.conditions.${index}`)
  })
  rule.groups?.forEach((group, index) => {
    checkRule(group, definitions, `${path}.groups.${index}`)
  })
}

function checkCondition(condition: Condition, definitions: readonly AttributeDefinition[], path: string): void {
  const { field, currency } = condition
  if (field === 'price') checkPrice(condition, path)
  else if (currency !== undefined) throw refused(`${path}.currency`, 'belongs to price only')
  else if (field.startsWith('attribute.')) checkAttribute(condition, definitions, path)
  else checkValue(condition, { ops: WORDS, value: 'string', path })
}

function checkPrice(condition: Condition, path: string): void {
  const { currency } = condition
  if (currency === undefined || !isCurrency(currency))
    throw refused(`${path}.currency`, 'must say in which currency the price is')
  checkValue(condition, { ops: AMOUNTS, value: 'number', path })
}

function checkAttribute(condition: Condition, definitions: readonly AttributeDefinition[], path: string): void {
  const definition = attributeOf(condition.field.slice('attribute.'.length), definitions, path)
  checkValue(condition, { ...ATTRIBUTE[definition.type], path })
  const hasChoices = definition.type === 'select' || definition.type === 'multi'
  if (!hasChoices || definition.choices.some(({ key }) => key === condition.value)) return
  const known = definition.choices.map(({ key }) => key).join(', ')
  throw refused(`${path}.value`, `is no choice of ${definition.key}; known here: ${known}`)
}

function checkValue(
  { op, value }: Condition,
  may: { ops: Ops; value: 'string' | 'number' | 'boolean'; path: string },
): void {
  if (!may.ops.includes(op)) throw refused(`${may.path}.op`, `must be one of ${may.ops.join(', ')} here`)
  if (typeof value !== may.value) throw refused(`${may.path}.value`, `must be a ${may.value} here`)
}

function attributeOf(key: string, definitions: readonly AttributeDefinition[], path: string): AttributeDefinition {
  const found = definitions.find((definition) => definition.key === key)
  if (found !== undefined) return found
  const meant = nearest(
    key,
    definitions.map((definition) => definition.key),
  )
  throw refused(
    `${path}.field`,
    `names the attribute ${key}, which does not exist.${meant === undefined ? '' : ` Did you mean attribute.${meant}?`}`,
  )
}

function refused(path: string, message: string): Problem {
  return problems.ruleInvalid({ detail: `${path} ${message}`, errors: [{ path, code: 'rule', message }] })
}
