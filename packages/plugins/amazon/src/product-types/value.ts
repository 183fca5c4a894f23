import type { Fault, Place } from './fault.ts'
import type { SchemaNode } from './schema.ts'

/** What a schema says of one value by itself: type, choices, sizes. */
export function faultsOfValue(schema: SchemaNode, value: unknown, { path }: Place): readonly Fault[] {
  const fault = (keyword: string, message: string): Fault => ({
    path,
    keyword,
    message,
    ...(schema.title === undefined ? {} : { title: schema.title }),
  })
  if (!isOfType(schema, value)) return [fault('type', `must be of type ${[schema.type].flat().join(' or ')}`)]
  const faults: Fault[] = []
  const choices = schema.enum ?? ('const' in schema ? [schema.const] : undefined)
  if (choices !== undefined && !choices.some((one) => isEqual(one, value)))
    faults.push(fault('enum', `must be one of ${told(choices)}`))
  for (const { keyword, isBroken, words } of SIZES) {
    const limit = schema[keyword]
    if (typeof limit === 'number' && isBroken(value, limit)) faults.push(fault(keyword, words(limit)))
  }
  if (typeof value === 'string' && typeof schema.pattern === 'string' && !matches(schema.pattern, value))
    faults.push(fault('pattern', `must look like ${schema.pattern}`))
  return faults
}

const MOST_TOLD = 12

function told(choices: readonly unknown[]): string {
  const shown = choices
    .slice(0, MOST_TOLD)
    .map((one) => String(one))
    .join(', ')
  return choices.length > MOST_TOLD ? `${shown} and ${choices.length - MOST_TOLD} more` : shown
}

const isEqual = (one: unknown, other: unknown) =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))

function isOfType({ type }: SchemaNode, value: unknown): boolean {
  if (type === undefined) return true
  return [type].flat().some((name) => {
    if (name === 'array') return Array.isArray(value)
    if (name === 'null') return value === null
    if (name === 'integer') return Number.isInteger(value)
    if (name === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
    return typeof value === name
  })
}

/** A pattern that this engine cannot read says nothing. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return true
  }
}

interface Size {
  readonly keyword: string
  readonly isBroken: (value: unknown, limit: number) => boolean
  readonly words: (limit: number) => string
}

const text = (keyword: string, isBroken: (value: string, limit: number) => boolean, words: Size['words']): Size => ({
  keyword,
  isBroken: (value, limit) => typeof value === 'string' && isBroken(value, limit),
  words,
})
const number = (keyword: string, isBroken: (value: number, limit: number) => boolean, words: Size['words']): Size => ({
  keyword,
  isBroken: (value, limit) => typeof value === 'number' && isBroken(value, limit),
  words,
})
const list = (keyword: string, isBroken: (length: number, limit: number) => boolean, words: Size['words']): Size => ({
  keyword,
  isBroken: (value, limit) => Array.isArray(value) && isBroken(value.length, limit),
  words,
})

const lettersOf = (value: string) => [...value].length
const bytesOf = (value: string) => new TextEncoder().encode(value).length
const isBelow = (size: number, limit: number) => size < limit
const isAbove = (size: number, limit: number) => size > limit

const SIZES: readonly Size[] = [
  text(
    'minLength',
    (value, limit) => isBelow(lettersOf(value), limit),
    (limit) => `must have at least ${limit} letters`,
  ),
  text(
    'maxLength',
    (value, limit) => isAbove(lettersOf(value), limit),
    (limit) => `must have at most ${limit} letters`,
  ),
  text(
    'minUtf8ByteLength',
    (value, limit) => isBelow(bytesOf(value), limit),
    (limit) => `must have at least ${limit} bytes`,
  ),
  text(
    'maxUtf8ByteLength',
    (value, limit) => isAbove(bytesOf(value), limit),
    (limit) => `must have at most ${limit} bytes`,
  ),
  number('minimum', isBelow, (limit) => `must be at least ${limit}`),
  number('maximum', isAbove, (limit) => `must be at most ${limit}`),
  number(
    'exclusiveMinimum',
    (value, limit) => value <= limit,
    (limit) => `must be more than ${limit}`,
  ),
  number(
    'exclusiveMaximum',
    (value, limit) => value >= limit,
    (limit) => `must be less than ${limit}`,
  ),
  list('minItems', isBelow, (limit) => `needs ${limit} or more values`),
  list('maxItems', isAbove, (limit) => `takes at most ${limit} values`),
]
