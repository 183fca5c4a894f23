import { keptTextOf, parsed } from './body.ts'
import type { Fixture, FixtureBody } from './fixture.ts'
import { isForm } from './leaves.ts'

/** One thing that is another than before. */
export interface Drift {
  /** `GET api.bazaar.example/v1/orders/{id} 200`. */
  readonly call: string
  readonly change: 'added' | 'removed' | 'changed'
  /** `response.orders[].total`, `request.query.page`; empty when the whole call came or went. */
  readonly field: string
  /** Kinds of values: `number`, `null or text`. */
  readonly before: string | null
  readonly after: string | null
  /** The same as a sentence. */
  readonly words: string
}

interface Field {
  readonly parent: string
  readonly kinds: Set<string>
}
type Fields = ReadonlyMap<string, Field>

/**
 * What changed in the shapes of calls between two recordings: calls, fields and kinds of values, never the values. Calls are the same by
 * method, path (ids left out) and status. What had no chance to show itself (fields within a list that was empty) counts as unchanged.
 */
export function contractDrift(before: readonly Fixture[], after: readonly Fixture[]): readonly Drift[] {
  const [old, fresh] = [shapesOf(before), shapesOf(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((call) => {
    const [was, is] = [old.get(call), fresh.get(call)]
    if (was === undefined) return [drift({ call, field: '', before: null, after: 'call' })]
    if (is === undefined) return [drift({ call, field: '', before: 'call', after: null })]
    return fieldsBetween(call, was, is)
  })
}

function fieldsBetween(call: string, was: Fields, is: Fields): readonly Drift[] {
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((field) => {
    const [old, fresh] = [was.get(field), is.get(field)]
    const [before, after] = [wordsOf(old), wordsOf(fresh)]
    const couldShow = (fields: Fields, { parent }: Field) => fields.get(parent)?.kinds.has('object') === true
    const isHidden = (old === undefined && fresh && !couldShow(was, fresh)) || (old && !fresh && !couldShow(is, old))
    return before === after || isHidden ? [] : [drift({ call, field, before, after })]
  })
}

function wordsOf(field: Field | undefined): string | null {
  return field === undefined ? null : [...field.kinds].sort().join(' or ')
}

function drift({ call, field, before, after }: Omit<Drift, 'change' | 'words'>): Drift {
  const change = before === null ? 'added' : after === null ? 'removed' : 'changed'
  const what = field === '' ? call : `${call}: ${field}`
  const kinds = { added: ` (${after})`, removed: ` (${before})`, changed: ` from ${before} to ${after}` }[change]
  return { call, field, before, after, change, words: `${what} ${change}${field === '' ? '' : kinds}` }
}

function shapesOf(fixtures: readonly Fixture[]): ReadonlyMap<string, Fields> {
  const shapes = new Map<string, Map<string, Field>>()
  for (const fixture of fixtures) {
    const call = callOf(fixture)
    const fields = shapes.get(call) ?? new Map<string, Field>()
    shapes.set(call, fields)
    const { searchParams } = new URL(fixture.url)
    note(
      fields,
      { field: 'request', parent: '' },
      { query: Object.fromEntries(searchParams), ...bodyOf('body', fixture.requestBody) },
    )
    note(
      fields,
      { field: 'response', parent: '' },
      {
        headers: Object.fromEntries(Object.keys(fixture.responseHeaders).map((name) => [name, ''])),
        ...bodyOf('body', fixture.responseBody),
      },
    )
  }
  return shapes
}

function callOf({ method, url, status }: Fixture): string {
  const { host, pathname } = new URL(url)
  const path = pathname.split('/').map((part) => (isId(part) ? '{id}' : part))
  return `${method} ${host}${path.join('/')} ${status}`
}

/** Three digits in a part of a path make an id; versions (`v1`, `v24.0`) have fewer. */
function isId(part: string): boolean {
  return part.replace(/\D/g, '').length >= 3 && !/^v\d/.test(part)
}

/** JSON and forms by their fields, anything else as one text. */
function bodyOf(name: string, body: FixtureBody): Readonly<Record<string, unknown>> {
  if (body === null) return {}
  const text = keptTextOf(body)
  if (text === null) return { [name]: body }
  const value = parsed(text)
  if (value !== undefined) return { [name]: value }
  return { [name]: isForm(text) ? Object.fromEntries(new URLSearchParams(text)) : text }
}

interface Place {
  readonly field: string
  readonly parent: string
}

function note(fields: Map<string, Field>, { field, parent }: Place, value: unknown): void {
  const known = fields.get(field) ?? { parent, kinds: new Set<string>() }
  known.kinds.add(kindOf(value))
  fields.set(field, known)
  if (typeof value !== 'object' || value === null) return
  const nameOf = (key: string) => (Array.isArray(value) ? `${field}[]` : `${field}.${key}`)
  for (const [key, inner] of Object.entries(value)) note(fields, { field: nameOf(key), parent: field }, inner)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value
}
