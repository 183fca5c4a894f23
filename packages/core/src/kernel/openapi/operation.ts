import type { GenericSchema } from 'valibot'
import type { Endpoint } from '../contract.ts'
import { unwrapped } from '../inside.ts'
import type { ProblemType } from '../problem.ts'
import { problems } from '../problems.ts'
import { splitsAtCommas } from '../query-string.ts'
import type { JsonSchema, Operation, Parameter, SecurityRequirement } from './document.ts'
import { responsesOf } from './responses.ts'
import { inline, type Schemas } from './schemas.ts'

export interface Place {
  /** `store`, `admin`: the surface. */
  readonly surface: string
  readonly group: string
  readonly name: string
  readonly headers: readonly Parameter[]
  readonly security: readonly SecurityRequirement[]
  readonly problems: readonly ProblemType[]
}

export function operationOf(endpoint: Endpoint, place: Place, schemas: Schemas): Operation {
  const { body, summary, access, kind, accepts } = endpoint
  const content =
    kind === 'json' && body !== undefined
      ? { 'application/json': { schema: schemas.of(body) } }
      : kind === 'file' && endpoint.method !== 'GET'
        ? Object.fromEntries((accepts ?? ['application/octet-stream']).map((type) => [type, { schema: {} }]))
        : undefined
  return {
    operationId: `${place.surface}.${place.group}.${place.name}`,
    tags: [place.group],
    ...(summary === undefined ? {} : { summary }),
    parameters: [
      ...pathParameters(endpoint.path),
      ...queryParameters(endpoint.query),
      ...headers(endpoint),
      ...place.headers,
    ],
    ...(content === undefined ? {} : { requestBody: { required: true as const, content } }),
    responses: responsesOf(endpoint, { schemas, problems: place.problems }),
    security: place.security,
    'x-access': access,
  }
}

const PARAMETER = /:(\w+)(?:\{[^}]*\})?\??/g

/** `/products/:handle` as OpenAPI writes it: `/products/{handle}`. */
export function templateOf(path: string): string {
  return path.replace(PARAMETER, '{$1}')
}

function pathParameters(path: string): Parameter[] {
  return [...path.matchAll(PARAMETER)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

const OPTIONAL = ['optional', 'exact_optional', 'nullish']

function queryParameters(query: GenericSchema | undefined): Parameter[] {
  const entries = query === undefined ? {} : (unwrapped(query).entries ?? {})
  return Object.entries(entries).map(([name, schema]) => {
    const isRequired = !OPTIONAL.includes((schema as unknown as { type: string }).type)
    const printed = inline(schema)
    if (name.endsWith('.*')) return familyParameter(name, printed)
    const { type, item } = unwrapped(schema)
    return {
      name,
      in: 'query',
      ...(isRequired ? { required: true } : {}),
      ...(printed.description === undefined ? {} : { description: printed.description }),
      schema: printed,
      ...(type === 'array' && item !== undefined ? { style: 'form', explode: !splitsAtCommas(item) } : {}),
    }
  })
}

/** OpenAPI has no word for a family of dotted names; it is told in the description. */
function familyParameter(name: string, printed: JsonSchema): Parameter {
  const value = typeof printed.additionalProperties === 'object' ? printed.additionalProperties : { type: 'string' }
  return {
    name,
    in: 'query',
    description: `Any number of parameters \`${name.replace('*', '<name>')}=…\``,
    schema: value,
  }
}

function headers({ method, kind, problems: declared = [] }: Endpoint): Parameter[] {
  const isConditional = declared.some(({ code }) => code === problems.preconditionFailed.code)
  return [
    ...(method === 'GET' || kind === 'raw' ? [] : [IDEMPOTENCY_KEY]),
    ...(isConditional ? [IF_MATCH] : []),
    ...(kind === 'events' ? [LAST_EVENT] : []),
  ]
}

const header = (name: string, description: string, schema: JsonSchema = { type: 'string' }): Parameter => ({
  name,
  in: 'header',
  description,
  schema,
})

const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'Send the same key again after a lost answer: the change happens once and the first answer is given again.',
  { type: 'string', minLength: 1, maxLength: 255 },
)
const IF_MATCH = header('If-Match', 'The ETag of your copy; the change is refused with 412 when it is out of date.')
const LAST_EVENT = header('Last-Event-ID', 'Number of the last event you got; the stream goes on after it.')
