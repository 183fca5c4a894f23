import { type Document, type Json, pointed, resolved } from './document.ts'

/** Of what is sent every word must be declared; of what is answered there may be more. */
export type Direction = 'sent' | 'answered'

interface At {
  readonly document: Document
  readonly direction: Direction
}

const LISTS = ['allOf', 'prefixItems']
const INSTANCES = ['items', 'additionalProperties']
const MAPS = ['properties', 'patternProperties']
const UNTRANSLATED = ['nullable', 'discriminator', 'xml', 'example', 'externalDocs', 'anyOf', 'oneOf', '$ref']

/** All named schemas of a document as JSON Schema 2020-12, under the document's id. */
export function namedSchemas(at: At): Json {
  const { schemas = {} } = (at.document.root.components ?? {}) as { readonly schemas?: Json }
  const all = Object.entries(schemas).map(([name, schema]) => [name, translated(schema as Json, at)])
  return { $id: at.document.id, components: { schemas: Object.fromEntries(all) } }
}

/** The schema of a whole value, in a place where it is used. What is sent may hold no property that nobody declared. */
export function valueSchema(schema: Json, at: At): Json {
  const plain = polymorphic(schema, at) ?? translated(schema, at)
  const isClosed = at.direction === 'sent' && plain.additionalProperties === undefined && declares(schema, at.document)
  return isClosed ? { ...plain, unevaluatedProperties: false } : plain
}

/** The shapes that a value may have, when it may have several and nothing in it says which. */
export function shapesOf(schema: Json, document: Document): readonly Json[] {
  const { oneOf, anyOf, discriminator } = resolved(document, schema)
  return discriminator === undefined ? ((oneOf ?? anyOf ?? []) as readonly Json[]) : []
}

function translated(schema: Json, at: At): Json {
  const { $ref } = schema
  const plain: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema))
    if (!UNTRANSLATED.includes(key)) plain[key] = keyword(key, value, at)
  if (typeof $ref === 'string') Object.assign(plain, referred($ref, at))
  limits(plain)
  writable(plain, schema, at)
  const whole = isChoice(schema) ? alternatives(plain, schema, at) : plain
  return schema.nullable === true ? orNull(whole) : whole
}

function keyword(key: string, value: unknown, at: At): unknown {
  if (LISTS.includes(key)) return (value as readonly Json[]).map((part) => translated(part, at))
  if (key === 'not') return translated(value as Json, at)
  if (INSTANCES.includes(key)) return isNode(value) ? valueSchema(value, at) : value
  if (!MAPS.includes(key)) return value
  return Object.fromEntries(Object.entries(value as Json).map(([name, part]) => [name, valueSchema(part as Json, at)]))
}

function referred(ref: string, at: At): Json {
  if (ref.startsWith('#/components/schemas/')) return { $ref: `${at.document.id}${ref}` }
  return translated(pointed(at.document, ref) as Json, at)
}

/** In 3.0 the exclusive limits are yes or no (JSON Schema, draft 5). */
function limits(plain: Record<string, unknown>): void {
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof plain[exclusive] !== 'boolean') continue
    const isExclusive = plain[exclusive] && typeof plain[limit] === 'number'
    delete plain[exclusive]
    if (!isExclusive) continue
    plain[exclusive] = plain[limit]
    delete plain[limit]
  }
}

/** What only the other side may say is not asked of this one (OpenAPI 3.0.3, 4.7.24.2). */
function writable(plain: Record<string, unknown>, schema: Json, { document, direction }: At): void {
  const { required, properties } = schema
  if (!Array.isArray(required) || !isNode(properties)) return
  const mark = direction === 'sent' ? 'readOnly' : 'writeOnly'
  plain.required = required.filter((name: string) => resolved(document, properties[name])[mark] !== true)
}

/**
 * `oneOf` as `anyOf`, since shapes that overlap are a fault of the contract and not of a request; with a discriminator the value itself says
 * which shape it must have.
 */
function alternatives(plain: Json, schema: Json, at: At): Json {
  const chosen = chosenBy(schema, at) ?? [...anyOf(schema.oneOf, at), ...anyOf(schema.anyOf, at)]
  return { ...plain, allOf: [...listOf(plain.allOf), ...chosen] }
}

/** A schema whose heirs include it (`allOf`): only where it is used as a whole does its word choose one of them. */
function polymorphic(schema: Json, at: At): Json | undefined {
  const node = resolved(at.document, schema)
  if (isChoice(node) || at.direction === 'answered') return undefined
  const chosen = chosenBy(node, at)
  return chosen === undefined ? undefined : { allOf: [translated(schema, at), ...chosen] }
}

function chosenBy({ discriminator = {} }: Json, at: At): readonly Json[] | undefined {
  const { propertyName, mapping } = discriminator as {
    readonly propertyName?: string
    readonly mapping?: Readonly<Record<string, string>>
  }
  if (propertyName === undefined || mapping === undefined || at.direction === 'answered') return undefined
  const chosen = Object.entries(mapping).map(([value, target]) => {
    const ref = target.startsWith('#') ? target : `#/components/schemas/${target}`
    const isIt = { properties: { [propertyName]: { const: value } }, required: [propertyName] }
    return Object.fromEntries([
      ['if', isIt],
      ['then', referred(ref, at)],
    ])
  })
  const asked = { properties: { [propertyName]: { enum: Object.keys(mapping) } }, required: [propertyName] }
  return [asked, ...chosen]
}

const isChoice = ({ oneOf, anyOf }: Json) => oneOf !== undefined || anyOf !== undefined

function anyOf(shapes: unknown, at: At): readonly Json[] {
  return shapes === undefined ? [] : [{ anyOf: (shapes as readonly Json[]).map((part) => translated(part, at)) }]
}

const listOf = (value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : [])

function orNull(schema: Json): Json {
  const { type, enum: values, ...rest } = schema
  if (typeof type !== 'string' || schema.anyOf !== undefined || schema.allOf !== undefined)
    return { anyOf: [schema, { type: 'null' }] }
  return { ...rest, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) }
}

/** Whether anything says which properties there are; an object of which nothing is said may hold all. */
function declares(schema: Json, document: Document, seen: readonly unknown[] = []): boolean {
  const node = resolved(document, schema)
  if (seen.includes(node)) return false
  if (Object.keys((node.properties ?? {}) as Json).length > 0) return true
  const parts = [node.allOf, node.anyOf, node.oneOf].flatMap((list) => listOf(list)) as readonly Json[]
  return parts.some((part) => declares(part, document, [...seen, node]))
}

const isNode = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
