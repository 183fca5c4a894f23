import type * as v from 'valibot'
import type { Endpoint } from './contract.ts'
import { parsePart } from './input.ts'
import { unwrapped } from './inside.ts'
import { nearest } from './nearest.ts'
import { problems } from './problems.ts'

type Scalar = 'string' | 'number' | 'boolean'

interface Field {
  readonly name: string
  readonly scalar: Scalar
  readonly isList: boolean
  readonly splits: boolean
}

/**
 * The values of a query string, as the schema wants them: numbers and booleans from text, lists from repeats, and
 * from commas where no item can hold one.
 * A schema key `option.*` collects every `option.<name>` into one record. Unknown names are refused and the nearest known one is named;
 * a record takes every name, for pages whose visitors others send.
 */
export function queryReader(endpoint: Endpoint): (search: URLSearchParams) => unknown {
  const { query } = endpoint
  if (query === undefined) return nothing
  const { entries } = unwrapped(query)
  if (entries === undefined) return (search) => parsePart('query', query, everything(search))
  const fields = new Map(Object.entries(entries).map(([name, schema]) => [name, fieldOf(name, schema)]))
  const families = [...fields.keys()].filter((name) => name.endsWith('.*'))
  const names = [...fields.keys()]
  return (search) => {
    refuseUnknown(search, names, families)
    return parsePart('query', query, collect(search, fields, families))
  }
}

/** A query that was never text, from a call in process: the same schema, and unknown names are refused as well. */
export function parseQuery({ query }: Endpoint, value: Readonly<Record<string, unknown>>): unknown {
  const entries = query === undefined ? {} : unwrapped(query).entries
  const names = Object.keys(entries ?? {})
  const unknown = entries === undefined ? undefined : Object.keys(value).find((name) => !names.includes(name))
  if (unknown !== undefined) throw unknownField(`query.${unknown}`, unknown, names)
  return query === undefined ? {} : parsePart('query', query, value)
}

function everything(search: URLSearchParams): Record<string, string | string[]> {
  const values = [...new Set(search.keys())].map((name) => [name, search.getAll(name)] as const)
  return Object.fromEntries(values.map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]))
}

function nothing(search: URLSearchParams): Record<string, unknown> {
  refuseUnknown(search, [], [])
  return {}
}

function collect(
  search: URLSearchParams,
  fields: ReadonlyMap<string, Field>,
  families: readonly string[],
): Record<string, unknown> {
  const raw: Record<string, unknown> = {}
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name)
    const field = families.includes(name) ? undefined : fields.get(name)
    if (field !== undefined)
      raw[name] = field.isList
        ? itemsOf(values, field).map((text) => coerce(text, field.scalar))
        : one(name, values, field.scalar)
    const family = families.find((prefix) => name.startsWith(prefix.slice(0, -1)))
    if (family === undefined || field !== undefined) continue
    raw[family] ??= Object.create(null)
    const group = raw[family] as Record<string, unknown>
    group[name.slice(family.length - 1)] =
      fields.get(family)?.isList === true ? itemsOf(values, fields.get(family)) : one(name, values, 'string')
  }
  return raw
}

function itemsOf(values: readonly string[], field: Field | undefined): string[] {
  return field?.splits === true ? values.flatMap((text) => text.split(',')) : [...values]
}

function one(name: string, values: readonly string[], scalar: Scalar): unknown {
  if (values.length > 1) {
    throw problems.invalid({
      errors: [{ path: `query.${name}`, code: 'repeated', message: 'is given more than once' }],
      detail: `query.${name} is given more than once`,
    })
  }
  return coerce(values[0] ?? '', scalar)
}

function coerce(text: string, scalar: Scalar): unknown {
  if (scalar === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (scalar === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return text
}

function refuseUnknown(search: URLSearchParams, names: readonly string[], families: readonly string[]): void {
  for (const name of search.keys()) {
    if (
      names.includes(name) ||
      families.some((family) => name.startsWith(family.slice(0, -1)) && name.length >= family.length)
    )
      continue
    throw unknownField(`query.${name}`, name, names)
  }
}

function unknownField(path: string, name: string, known: readonly string[]) {
  const meant = nearest(name, known)
  const hint =
    meant !== undefined
      ? `Did you mean ${meant}?`
      : known.length > 0
        ? `Known here: ${known.join(', ')}.`
        : 'Nothing is accepted here.'
  return problems.invalid({
    detail: `${path} is not known.`,
    hint,
    errors: [{ path, code: 'unknown', message: `is not known. ${hint}` }],
  })
}

function fieldOf(name: string, schema: v.GenericSchema): Field {
  const inside = unwrapped(schema)
  if (name.endsWith('.*')) return { ...fieldOf(name.slice(0, -2), (inside.value ?? schema) as v.GenericSchema), name }
  if (inside.type === 'array' && inside.item !== undefined)
    return { ...fieldOf(name, inside.item), isList: true, splits: splitsAtCommas(inside.item) }
  const scalar = inside.type === 'number' || inside.type === 'boolean' ? inside.type : 'string'
  return { name, scalar, isList: false, splits: false }
}

/** Words of a fixed list, ids and numbers hold no comma; a text such as `10,5 cm` may, so lists of texts are repeats only. */
export function splitsAtCommas(item: v.GenericSchema): boolean {
  return unwrapped(item).type !== 'string'
}
