import type { Endpoint } from '../contract.ts'
import type { ProblemType } from '../problem.ts'
import { problems } from '../problems.ts'
import type { Content, JsonSchema, ResponseObject } from './document.ts'
import { inline, refTo, type Schemas } from './schemas.ts'

interface Printing {
  readonly schemas: Schemas
  /** What any endpoint of the surface may refuse with. */
  readonly problems: readonly ProblemType[]
}

/** Success first, then refusals by status; `default` stands for what proxies in front say and for failures. */
export function responsesOf(
  endpoint: Endpoint,
  { schemas, problems: shared }: Printing,
): Record<string, ResponseObject> {
  const byStatus = new Map<number, ProblemType[]>()
  for (const type of new Set([...(endpoint.problems ?? []), ...generalProblems(endpoint), ...shared]))
    byStatus.set(type.spec.status, [...(byStatus.get(type.spec.status) ?? []), type])
  const refusals = [...byStatus].sort(([a], [b]) => a - b).map(([status, types]) => [String(status), refusalOf(types)])
  return {
    [successStatus(endpoint)]: successOf(endpoint, schemas),
    ...Object.fromEntries((endpoint.also ?? []).map((status) => [String(status), alsoOf(status, endpoint, schemas)])),
    ...Object.fromEntries(refusals),
    default: { description: 'Any other refusal', content: problemContent({ $ref: refTo('Problem') }) },
  }
}

/** What follows from the shape of an endpoint and is not declared again. */
export function generalProblems({ access, method, body, kind }: Endpoint): ProblemType[] {
  const hasBody = body !== undefined && kind === 'json'
  const isWrite = method !== 'GET'
  return [
    ...(kind === 'raw' ? [] : [problems.invalid]),
    ...(hasBody ? [problems.malformed, problems.tooLarge, problems.unsupportedType] : []),
    ...(kind === 'file' && isWrite ? [problems.tooLarge, problems.unsupportedType] : []),
    ...(access === 'public' ? [] : [problems.unauthenticated]),
    ...(access.includes(':') || isWrite ? [problems.forbidden] : []),
    ...(!isWrite || kind === 'raw' ? [] : [problems.inFlight, problems.keyReused]),
    problems.tooMany,
    problems.unavailable,
  ]
}

function successStatus({ status, kind, output }: Endpoint): string {
  if (status !== undefined) return String(status)
  if (kind === 'redirect') return '302'
  return kind === 'json' && output === undefined ? '204' : '200'
}

const TYPES: Record<Exclude<Endpoint['kind'], 'json' | 'file'>, Content | undefined> = {
  text: { 'text/*': { schema: { type: 'string' } } },
  events: { 'text/event-stream': { schema: { type: 'string' } } },
  redirect: undefined,
  raw: undefined,
}

/** Nothing is sent again of what the caller has; everything else looks like success. */
function alsoOf(status: number, endpoint: Endpoint, schemas: Schemas): ResponseObject {
  return status === 304 ? { description: 'Your copy is still right' } : successOf(endpoint, schemas)
}

function contentOf(
  { kind, output, answers = ['application/octet-stream'] }: Endpoint,
  schemas: Schemas,
): Content | undefined {
  if (output !== undefined && (kind === 'json' || kind === 'file'))
    return { 'application/json': { schema: schemas.of(output) } }
  if (kind === 'json') return undefined
  return kind === 'file' ? Object.fromEntries(answers.map((type) => [type, { schema: {} }])) : TYPES[kind]
}

function successOf(endpoint: Endpoint, schemas: Schemas): ResponseObject {
  const { method } = endpoint
  const content = contentOf(endpoint, schemas)
  const replayed = {
    description: 'true when an earlier request with the same key answered',
    schema: { type: 'string' },
  }
  return {
    description: 'Success',
    ...(method === 'GET' ? {} : { headers: { 'Idempotent-Replayed': replayed } }),
    ...(content === undefined ? {} : { content }),
  }
}

function refusalOf(types: readonly ProblemType[]): ResponseObject {
  const [first, ...others] = types.map((type) => ({ $ref: refTo(problemName(type)) }))
  const schema: JsonSchema = others.length === 0 ? (first ?? {}) : { oneOf: [first ?? {}, ...others] }
  const [status] = types.map(({ spec }) => spec.status)
  const seconds = { description: 'Seconds to wait', schema: { type: 'integer' } }
  return {
    description: [...new Set(types.map(({ spec }) => spec.title))].join('; '),
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': seconds } } : {}),
    content: problemContent(schema),
  }
}

function problemContent(schema: JsonSchema): Content {
  return { 'application/problem+json': { schema } }
}

function problemName({ code }: ProblemType): string {
  return `Problem.${code}`
}

/** One component per code, so that clients narrow on it, over the members that all problems have. */
export function problemSchemas(types: readonly ProblemType[]): Record<string, JsonSchema> {
  const sorted = [...new Map(types.map((type) => [type.code, type])).values()].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  return { Problem: PROBLEM, ...Object.fromEntries(sorted.map((type) => [problemName(type), problemSchema(type)])) }
}

function problemSchema({ code, spec }: ProblemType): JsonSchema {
  const extra = spec.extra === undefined ? {} : inline(spec.extra)
  return {
    title: spec.title,
    ...(spec.hint === undefined ? {} : { description: spec.hint }),
    allOf: [
      { $ref: refTo('Problem') },
      {
        type: 'object',
        properties: { ...extra.properties, code: { const: code }, status: { const: spec.status } },
        required: ['code', 'status', ...(extra.required ?? [])],
      },
    ],
  }
}

const text: JsonSchema = { type: 'string' }

/** RFC 9457, then our members. */
const PROBLEM: JsonSchema = {
  type: 'object',
  properties: {
    type: { ...text, description: 'Address of the page that explains the code' },
    title: text,
    status: { type: 'integer' },
    detail: text,
    instance: text,
    code: { ...text, description: 'Stable; narrow on it' },
    hint: { ...text, description: 'What the caller can do about it' },
    requestId: text,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: text, code: text, message: text },
        required: ['path', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code'],
}
