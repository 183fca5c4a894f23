import * as fc from 'fast-check'
import type { JsonSchema } from '../../../packages/core/src/kernel/index.ts'
import { type Components, resolved, typesOf, wordsOf } from '../document/schema.ts'
import { linkTo, namesLike } from './links.ts'
import { nastyText, nastyValue } from './nasty.ts'

/** How values are made from a schema. */
export interface Making {
  readonly components: Components
  /** Name of the field, which says more about what belongs there than its type. */
  readonly name: string
  /** Values just beyond what the schema allows come up as well. */
  readonly isLoose?: boolean
  readonly depth?: number
}

const DEEPEST = 8

/** Values that a JSON schema should take, as far as it tells: what is checked in code may still refuse them. */
export function valuesOf(given: JsonSchema, making: Making): fc.Arbitrary<unknown> {
  const schema = resolved(given, making.components)
  const { depth = 0 } = making
  if (depth > DEEPEST) return fc.constant(null)
  const of = (inner: JsonSchema, name = making.name) => valuesOf(inner, { ...making, name, depth: depth + 1 })
  if (wordsOf(schema).length === 0) return nastyValue
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined)
    return fc.oneof(...branches.map((branch) => ({ arbitrary: of(branch), weight: isNull(branch) ? 1 : 4 })))
  return fc.oneof(...typesOf(schema).map((type) => ofType(type, schema, { ...making, of })))
}

const isNull = ({ type }: JsonSchema): boolean => type === 'null'

interface MakingParts extends Making {
  readonly of: (inner: JsonSchema, name?: string) => fc.Arbitrary<unknown>
}

function ofType(type: string, schema: JsonSchema, making: MakingParts): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objectOf(schema, making)
    case 'array':
      return listOf(schema, making)
    case 'string':
      return textOf(schema, making)
    case 'integer':
    case 'number':
      return numberOf(schema, making)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      throw new Error(`no values are known for the type ${type}`)
  }
}

function objectOf(
  { properties = {}, required = [], additionalProperties, propertyNames }: JsonSchema,
  { of }: MakingParts,
) {
  const entries = Object.entries(properties).map(([key, entry]) => {
    const value = of(entry, key)
    return [
      key,
      required.includes(key)
        ? value
        : fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: value, weight: 2 }),
    ]
  })
  const known = fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>).map(withoutGaps)
  if (typeof additionalProperties !== 'object') return known
  const names = propertyNames === undefined ? fc.string() : (of(propertyNames, 'language') as fc.Arbitrary<string>)
  const more = fc.array(fc.tuple(names, of(additionalProperties)), { maxLength: 3 })
  return fc.tuple(known, more).map(([some, others]) => ({ ...some, ...Object.fromEntries(others) }))
}

const withoutGaps = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined))

function listOf({ items = {}, minItems = 0, maxItems = 1_000 }: JsonSchema, { of, name, isLoose }: MakingParts) {
  const item = of(items, name)
  const usual = fc.array(item, {
    minLength: Math.max(minItems, Math.min(1, maxItems)),
    maxLength: Math.max(2, minItems),
  })
  const beyond = item.map((one) => Array.from({ length: maxItems + 1 }, () => one))
  return isLoose === true
    ? fc.oneof({ arbitrary: usual, weight: 8 }, fc.constant([]), beyond)
    : fc.oneof(
        { arbitrary: usual, weight: 8 },
        fc.array(item, { minLength: minItems, maxLength: Math.max(2, minItems) }),
      )
}

function numberOf({ minimum = -1_000_000, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema, { isLoose }: MakingParts) {
  const least = Math.max(minimum, -5)
  const small = fc.integer({ min: least, max: Math.min(maximum, Math.max(least, 0) + 4) })
  const edges = fc.constantFrom(minimum, maximum)
  const beyond = fc.constantFrom(minimum - 1, maximum + 1, minimum + 0.5, -0)
  return fc.oneof(
    { arbitrary: small, weight: 8 },
    edges,
    ...(isLoose === true ? [{ arbitrary: beyond, weight: 2 }] : []),
  )
}

const DATES = ['2026-06-01T10:00:00Z', '2020-01-01T00:00:00.000Z', '2099-12-31T23:59:59+02:00', '9999-12-31T00:00:00Z']

/** Words of a shop that patterns alone would hardly ever hit. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  country: ['NL', 'PL', 'DE'],
  countries: ['NL', 'PL', 'DE'],
  currency: ['EUR', 'PLN'],
  currencies: ['EUR', 'PLN'],
  language: ['en', 'uk', 'pl'],
  languages: ['en', 'uk', 'pl'],
  defaultLanguage: ['en', 'uk'],
  market: ['main'],
  location: ['main', 'shop'],
  from: ['main', 'shop'],
  to: ['main', 'shop'],
  provider: ['manual', 'sandbox'],
  code: ['courier', 'main', 'shop', 'web'],
  phone: ['+48123456789'],
}

function textOf(schema: JsonSchema, { name, isLoose }: MakingParts): fc.Arbitrary<unknown> {
  const { pattern = '', maxLength = 1_000 } = schema
  const own = plainText(schema)
  const names = namesLike(name)
  const prefix = /^\^([a-z]+)_\[0-7\]/.exec(pattern)?.[1]
  if (prefix !== undefined) return linkTo([...names, prefix], fc.constant(`${prefix}_01hzzzzzzzzzzzzzzzzzzzzzzz`))
  const words = WORDS[name]
  return fc.oneof(
    { arbitrary: own, weight: words === undefined ? 4 : 1 },
    { arbitrary: linkTo(names, own), weight: 3 },
    ...(words === undefined ? [] : [{ arbitrary: fc.constantFrom(...words), weight: 6 }]),
    ...(isLoose === true ? [fc.constant('x'.repeat(maxLength + 1)), nastyText] : []),
  )
}

function plainText({ format, pattern, minLength = 0, maxLength = 1_000 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'email') return fc.nat(50).map((at) => `buyer${at}@example.com`)
  if (format === 'date-time') return fc.constantFrom(...DATES)
  if (format === 'uri' || /^\^https\?/.test(pattern ?? '')) return fc.constant('https://pictures.example.com/hive.jpg')
  if (pattern !== undefined && pattern !== '\\S')
    return fc.oneof(fc.stringMatching(new RegExp(pattern), { maxLength: Math.min(40, maxLength) }), fc.constant('a1'))
  const least = Math.max(minLength, pattern === undefined ? 0 : 1)
  const edge = fc.constantFrom('x'.repeat(Math.min(maxLength, 5_000)), 'x'.repeat(least))
  const wild = fc.string({ unit: 'binary', minLength: least, maxLength: least + 10 })
  return fc
    .oneof({ arbitrary: fc.lorem({ maxCount: 2 }), weight: 6 }, wild, edge, nastyText)
    .map((text) => text.slice(0, maxLength).padEnd(least, 'x'))
}
