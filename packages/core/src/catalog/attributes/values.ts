import { fromIso, iso, nearest } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import type { attributeValues } from '../schema.ts'
import type { AttributeDefinition } from './definitions.ts'
import type { AttributesView, AttributeValue } from './model.ts'
import { convert } from './units.ts'

/** What one value is in the table. */
export type ValueCells = Pick<typeof attributeValues.$inferInsert, 'text' | 'number' | 'choiceId'>

/** Checks a value against its attribute and says how it is stored. Throws `catalog.attributeInvalid` that names the field. */
export function cellsOf(definition: AttributeDefinition, value: AttributeValue, path: string): ValueCells[] {
  const cells = CHECKS[definition.type](value, definition)
  if (typeof cells === 'string') throw unfit(path, cells)
  return cells
}

export function unfit(path: string, message: string) {
  return problems.attributeInvalid({ detail: `${path} ${message}`, errors: [{ path, code: 'attribute', message }] })
}

/** Cells, or in words what is wrong. */
type Check = (value: AttributeValue, definition: AttributeDefinition) => ValueCells[] | string

const CHECKS: Readonly<Record<AttributeDefinition['type'], Check>> = {
  text: (value) => (typeof value === 'string' && value.trim() !== '' ? [{ text: value }] : 'must be a text'),
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? [{ number: value }] : 'must be a number'),
  boolean: (value) => (typeof value === 'boolean' ? [{ number: value ? 1 : 0 }] : 'must be true or false'),
  date: (value) =>
    typeof value === 'string' && isDay(value) ? [{ text: value }] : 'must be a day, such as 2026-05-31',
  select: (value, definition) =>
    typeof value === 'string' ? choicesOf([value], definition) : 'must be the key of a choice',
  multi: (value, definition) =>
    Array.isArray(value) ? choicesOf([...new Set(value)], definition) : 'must be a list of keys of choices',
  dimension: (value, definition) => measure(value, definition.unit ?? ''),
}

function choicesOf(keys: readonly string[], { choices }: AttributeDefinition): ValueCells[] | string {
  const cells: ValueCells[] = []
  for (const key of keys) {
    const choice = choices.find((each) => each.key === key)
    if (choice === undefined)
      return noChoice(
        key,
        choices.map((each) => each.key),
      )
    cells.push({ choiceId: choice.id })
  }
  return cells
}

function noChoice(key: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  const hint = meant === undefined ? `Known here: ${known.slice(0, 20).join(', ')}.` : `Did you mean ${meant}?`
  return `has no choice ${JSON.stringify(key)}. ${hint}`
}

function measure(value: AttributeValue, unit: string): ValueCells[] | string {
  if (typeof value !== 'object' || Array.isArray(value))
    return `must be a measure, such as { "value": 42, "unit": "${unit}" }`
  const number = convert(value.value, { from: value.unit ?? unit, to: unit })
  return number === undefined ? `cannot be given in ${value.unit}; it is kept in ${unit}` : [{ number }]
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = fromIso(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && iso(time).startsWith(text)
}

/** A value as it was given, from its rows in order; undefined for none. */
export function storedValue(
  definition: AttributeDefinition,
  rows: readonly { readonly text: string | null; readonly number: number | null; readonly choiceId: string | null }[],
): AttributesView[string] | undefined {
  const [first] = rows
  if (first === undefined) return undefined
  const keyOf = (id: string | null) => definition.choices.find((choice) => choice.id === id)?.key ?? ''
  switch (definition.type) {
    case 'text':
    case 'date':
      return first.text ?? ''
    case 'number':
      return first.number ?? 0
    case 'boolean':
      return first.number === 1
    case 'select':
      return keyOf(first.choiceId)
    case 'multi':
      return rows.map(({ choiceId }) => keyOf(choiceId))
    case 'dimension':
      return { value: first.number ?? 0, unit: definition.unit ?? '' }
  }
}
