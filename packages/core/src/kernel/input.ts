import * as v from 'valibot'
import type { Endpoint } from './contract.ts'
import { nearest } from './nearest.ts'
import type { FieldError } from './problem.ts'
import { problems } from './problems.ts'

type Entries = Readonly<Record<string, v.GenericSchema>>
type Scalar = 'string' | 'number' | 'boolean'

interface Field {
  readonly name: string
  readonly scalar: Scalar
  readonly isList: boolean
}

/** Where one part of the input is parsed once, for every way in: HTTP, in process, tests. Throws `request.invalid`. */
export function parsePart(part: 'params' | 'query' | 'body', schema: v.GenericSchema, value: unknown): unknown {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  throw invalid(part, parsed.issues)
}

/**
 * The values of a query string, as the schema wants them: numbers and booleans from text, lists from repeats or commas.
 * A schema key `option.*` collects every `option.<name>` into one record. Unknown names are refused and the nearest known one is named.
 */
export function queryReader(endpoint: Endpoint): (search: URLSearchParams) => unknown {
  const { query } = endpoint
  if (query === undefined) return nothing
  const entries = entriesOf(query)
  const fields = new Map(Object.entries(entries).map(([name, schema]) => [name, fieldOf(name, schema)]))
  const families = [...fields.keys()].filter((name) => name.endsWith('.*'))
  const names = [...fields.keys()]
  return (search) => {
    refuseUnknown(search, names, families)
    return parsePart('query', query, collect(search, fields, families))
  }
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
    const field = fields.get(name)
    if (field !== undefined)
      raw[name] = field.isList
        ? values.flatMap((text) => text.split(',')).map((text) => coerce(text, field.scalar))
        : one(name, values, field.scalar)
    const family = families.find((prefix) => name.startsWith(prefix.slice(0, -1)))
    if (family === undefined || field !== undefined) continue
    raw[family] ??= Object.create(null)
    const group = raw[family] as Record<string, unknown>
    group[name.slice(family.length - 1)] =
      fields.get(family)?.isList === true ? values.flatMap((text) => text.split(',')) : one(name, values, 'string')
  }
  return raw
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

/** Turns valibot issues into a problem that names each field; unknown keys get the nearest known one. */
export function invalid(part: string, issues: readonly v.BaseIssue<unknown>[]) {
  const errors = issues.slice(0, 50).map((issue) => fieldError(part, issue))
  const [first] = errors
  return problems.invalid({
    errors,
    ...(first === undefined ? {} : { detail: `${first.path} ${first.message}` }),
    hint:
      errors.find(({ code }) => code === 'unknown')?.message.replace(/^is not known\. /, '') ??
      'Correct the fields named in errors and send it again.',
  })
}

function fieldError(part: string, issue: v.BaseIssue<unknown>): FieldError {
  const keys = (issue.path ?? []).map(({ key }) => String(key))
  const path = [part, ...keys].join('.')
  if (issue.expected === 'never') {
    const known = knownKeys(issue)
    const meant = nearest(keys.at(-1) ?? '', known)
    const hint =
      meant === undefined ? (known.length > 0 ? `Known here: ${known.join(', ')}.` : '') : `Did you mean ${meant}?`
    return { path, code: 'unknown', message: `is not known. ${hint}`.trim() }
  }
  if (issue.received === 'undefined') return { path, code: 'required', message: 'is required' }
  return { path, code: issue.type, message: issue.message.startsWith('Invalid') ? words(issue) : issue.message }
}

function knownKeys(issue: v.BaseIssue<unknown>): string[] {
  const requirement = (issue as { knownKeys?: unknown }).knownKeys
  return Array.isArray(requirement) ? requirement.map(String) : []
}

function words(issue: v.BaseIssue<unknown>): string {
  return issue.expected === null
    ? `is not accepted: ${short(issue.received)}`
    : `must be ${issue.expected}, received ${short(issue.received)}`
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function entriesOf(schema: v.GenericSchema): Entries {
  return (schema as unknown as { entries?: Entries }).entries ?? {}
}

interface Inside {
  readonly type: string
  readonly wrapped?: v.GenericSchema
  readonly item?: v.GenericSchema
  readonly value?: v.GenericSchema
}

function fieldOf(name: string, schema: v.GenericSchema): Field {
  let inside = schema as unknown as Inside
  while (inside.wrapped !== undefined) inside = inside.wrapped as unknown as Inside
  if (name.endsWith('.*')) return { ...fieldOf(name.slice(0, -2), (inside.value ?? schema) as v.GenericSchema), name }
  if (inside.type === 'array' && inside.item !== undefined) return { ...fieldOf(name, inside.item), isList: true }
  const scalar = inside.type === 'number' || inside.type === 'boolean' ? inside.type : 'string'
  return { name, scalar, isList: false }
}
