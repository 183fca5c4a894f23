import { type Document, type Json, resolved } from './document.ts'
import type { Operation } from './operation.ts'

/** What the contract says that a status is answered with: its response, else that of the class (`2XX`), else `default`. */
export function responseOf({ node, document }: Operation, status: number): Json | undefined {
  const responses = (node.responses ?? {}) as Json
  const found = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default
  return found === undefined ? undefined : resolved(document, found)
}

/** The contract's own example of success, or one that is made of its schema. */
export function exampleAnswer(operation: Operation): Response {
  const statuses = Object.keys((operation.node.responses ?? {}) as Json)
  const status = Number(statuses.filter((code) => /^2\d\d$/.test(code)).sort()[0] ?? 200)
  const content = (responseOf(operation, status)?.content ?? {}) as Readonly<Record<string, Json>>
  const [type, media] = Object.entries(content)[0] ?? []
  if (type === undefined || media === undefined || status === 204) return new Response(null, { status })
  const value = exampleOf(operation.document, media)
  const body = typeof value === 'string' && !/json/.test(type) ? value : JSON.stringify(value)
  return new Response(body, { status, headers: { 'content-type': type } })
}

function exampleOf(document: Document, media: Json): unknown {
  if (media.example !== undefined) return media.example
  const [first] = Object.values((media.examples ?? {}) as Json)
  const { value } = resolved(document, first)
  return value ?? sampleOf(document, (media.schema ?? {}) as Json, 0)
}

const DEEPEST = 8
const SAMPLES: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
  null: null,
}

function sampleOf(document: Document, schema: Json, depth: number): unknown {
  const node = resolved(document, schema)
  const { example, examples, default: usual, enum: values, type } = node
  const told = example ?? (examples as readonly unknown[] | undefined)?.[0] ?? usual
  if (told !== undefined) return told
  if (Array.isArray(values)) return values[0]
  const parts = (node.allOf ?? []) as readonly Json[]
  const [shape] = (node.oneOf ?? node.anyOf ?? []) as readonly Json[]
  if (parts.length > 0 || shape !== undefined || node.properties !== undefined)
    return Object.assign(
      {},
      objectOf(document, node, depth),
      ...[...parts, ...(shape === undefined ? [] : [shape])].map((part) => sampleOf(document, part, depth + 1)),
    )
  if (type === 'array') return depth > DEEPEST ? [] : [sampleOf(document, (node.items ?? {}) as Json, depth + 1)]
  return type === 'object' ? {} : textual(node)
}

function objectOf(document: Document, node: Json, depth: number): Json {
  if (depth > DEEPEST) return {}
  const { properties = {}, required = [] } = node as {
    readonly properties?: Json
    readonly required?: readonly string[]
  }
  const all = Object.entries(properties).filter(([name]) => depth < 4 || required.includes(name))
  return Object.fromEntries(all.map(([name, part]) => [name, sampleOf(document, part as Json, depth + 1)]))
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  uri: 'https://shop.example/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/** Plain samples; digits where a pattern asks for them, since ids are numbers at most platforms. */
function textual({ type, format, pattern }: Json): unknown {
  if (type !== 'string') return SAMPLES[String(type)] ?? SAMPLES.string
  if (typeof pattern === 'string' && new RegExp(pattern).test('123456')) return '123456'
  return FORMATS[String(format)] ?? SAMPLES.string
}
