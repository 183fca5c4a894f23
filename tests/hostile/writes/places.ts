import * as fc from 'fast-check'
import type { JsonSchema } from '../../../packages/core/src/kernel/index.ts'
import { conforms } from '../document/conforms.ts'
import { document } from '../document/routes.ts'
import { resolved } from '../document/schema.ts'
import { settled } from '../garbage/links.ts'
import { createPool } from '../garbage/pool.ts'
import { valuesOf } from '../garbage/values.ts'

const about = { components: document.components.schemas }

/** Bodies that the document allows. */
export function rightValues(schema: JsonSchema, count: number): unknown[] {
  const pool = createPool()
  const tries = fc.sample(valuesOf(schema, { ...about, name: 'body' }), { numRuns: count * 10, seed: 7 })
  return tries
    .map((value) => settled(value, { pool }))
    .filter((value) => conforms(schema, value, about).length === 0)
    .slice(0, count)
}

type Way = readonly (string | number)[]

/** Where in a value an object stands whose keys the schema lists, and which keys it knows there. */
export function closedPlaces(given: JsonSchema, value: unknown, way: Way = []): { way: Way; known: string[] }[] {
  const schema = branchOf(given, value)
  if (Array.isArray(value)) return value.flatMap((item, at) => closedPlaces(schema.items ?? {}, item, [...way, at]))
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, additionalProperties } = schema
  const inner = Object.entries(value).flatMap(([key, entry]) => {
    const below = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
    return typeof below === 'object' ? closedPlaces(below, entry, [...way, key]) : []
  })
  return additionalProperties === false ? [{ way, known: Object.keys(properties) }, ...inner] : inner
}

function branchOf(given: JsonSchema, value: unknown): JsonSchema {
  const schema = resolved(given, about.components)
  const branch = (schema.anyOf ?? schema.oneOf)?.find((each) => conforms(each, value, about).length === 0)
  return branch === undefined ? schema : branchOf(branch, value)
}

/** The value with one more key at a place. */
export function withKey(value: unknown, way: Way, [key, entry]: readonly [string, unknown]): unknown {
  const [step, ...rest] = way
  if (step === undefined) return Object.fromEntries([...Object.entries(value as object), [key, entry]])
  if (Array.isArray(value)) return value.map((item, at) => (at === step ? withKey(item, rest, [key, entry]) : item))
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [
      name,
      name === step ? withKey(inner, rest, [key, entry]) : inner,
    ]),
  )
}

/** Every field that a body may set, as `variants[].prices[].amount`; `{}` for any key, `…` where a schema comes back to itself. */
export function fieldsOf(given: JsonSchema, above = '', seen: readonly JsonSchema[] = []): string[] {
  const schema = resolved(given, about.components)
  if (seen.includes(schema)) return [`${above}…`]
  const next = [...seen, schema]
  const branches = schema.anyOf ?? schema.oneOf ?? []
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, entry]) => {
    const path = above === '' ? key : `${above}.${key}`
    const below = fieldsOf(entry, path, next)
    return below.length > 0 ? below : [path]
  })
  const { items, additionalProperties } = schema
  const open = isOpen(schema) ? [`${above}{}`] : []
  const rows = items === undefined ? [] : orItself(fieldsOf(items, `${above}[]`, next), `${above}[]`)
  const values = typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${above}{}`, next) : []
  return [
    ...new Set([...own, ...open, ...rows, ...values, ...branches.flatMap((branch) => fieldsOf(branch, above, next))]),
  ]
}

const orItself = (fields: string[], path: string): string[] => (fields.length > 0 ? fields : [path])

/** An object that takes keys which nobody named. */
const isOpen = ({ type, additionalProperties }: JsonSchema): boolean =>
  [type].flat().includes('object') && additionalProperties !== false
