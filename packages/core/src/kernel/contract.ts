import type { GenericSchema, InferInput, InferOutput } from 'valibot'
import type { ProblemType } from './problem.ts'

/*
 * A contract is a value: names mapped to endpoints. Hono implements it, the SDK calls it, OpenAPI is printed from it.
 * It holds no server code and is safe in a browser. The type tricks of the house live here and in the plugin definition only.
 */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How the answer leaves: parsed JSON, a file, text, a redirect, server-sent events, or whatever the handler makes of the raw request. */
export type RouteKind = 'json' | 'file' | 'text' | 'redirect' | 'events' | 'raw'

export interface Endpoint {
  readonly kind: RouteKind
  readonly method: Method
  /** Below the prefix of its surface: `/products/:handle` of the store is `/store/products/:handle`. */
  readonly path: string
  readonly query?: GenericSchema
  readonly body?: GenericSchema
  readonly output?: GenericSchema
  readonly problems?: readonly ProblemType[]
  /** Who may call: `public`, `customer` (a signed-in buyer), or a scope of staff and API keys such as `catalog:write`. */
  readonly access: string
  /** Status of success, when it is not 200. */
  readonly status?: number
  /** Other statuses that are no refusal: 202 while something is pending, 304 when the copy of the caller is still right. */
  readonly also?: readonly number[]
  /** One line for the reference page. */
  readonly summary?: string
  /** Greatest body in bytes, when it is not 1 MB; `file` bodies are streamed. */
  readonly maxBody?: number
  /** Media types that a `file` body may have. */
  readonly accepts?: readonly string[]
  /** Media types that the answer of a `file` endpoint may have, when it declares no output. */
  readonly answers?: readonly string[]
}

export type Contract = { readonly [name: string]: Endpoint }

/** Any contract, its schemas' types forgotten: to take many of them without comparing each schema with all that a schema may be. */
export type AnyContract = {
  readonly [name: string]: Pick<Endpoint, 'kind' | 'method' | 'path'>
}

type Spec = Partial<Omit<Endpoint, 'kind' | 'method' | 'path'>>
type Built<K extends RouteKind, M extends Method, P extends string, S extends Spec> = {
  readonly kind: K
  readonly method: M
  readonly path: P
  readonly access: string
} & Readonly<S>

function endpoint<K extends RouteKind, M extends Method>(kind: K, method: M) {
  return <const P extends string, const S extends Spec>(path: P, spec: S): Built<K, M, P, S> => ({
    kind,
    method,
    path,
    access: 'public',
    ...spec,
  })
}

/** Makes endpoints: `route.get('/products/:handle', { output: Product })`. Default access is `public`. */
export const route = {
  get: endpoint('json', 'GET'),
  post: endpoint('json', 'POST'),
  put: endpoint('json', 'PUT'),
  patch: endpoint('json', 'PATCH'),
  delete: endpoint('json', 'DELETE'),
  /** A streamed download. */
  download: endpoint('file', 'GET'),
  /** A streamed upload of one raw body with type and byte limits. */
  upload: endpoint('file', 'POST'),
  text: endpoint('text', 'GET'),
  redirect: endpoint('redirect', 'GET'),
  /** Server-sent events, resumed by `Last-Event-ID`. */
  events: endpoint('events', 'GET'),
  raw: <const M extends Method, const P extends string, const S extends Spec>(method: M, path: P, spec: S) =>
    endpoint('raw', method)(path, spec),
}

type ParamNames<P extends string> = P extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | ParamNames<More>
    : Rest
  : never

export type Params<E> = E extends { path: infer P extends string }
  ? { readonly [Name in ParamNames<P>]: string }
  : never
export type Query<E> = E extends { query: infer S extends GenericSchema } ? InferOutput<S> : Record<never, never>
export type Body<E> = E extends { body: infer S extends GenericSchema } ? InferOutput<S> : undefined
/** What a JSON endpoint answers. */
export type Output<E> = E extends { output: infer S extends GenericSchema } ? InferOutput<S> : undefined

type QueryInput<E> = E extends { query: infer S extends GenericSchema }
  ? { readonly query?: InferInput<S> }
  : { readonly query?: never }
type BodyInput<E> = E extends { body: infer S extends GenericSchema }
  ? { readonly body: InferInput<S> }
  : { readonly body?: never }
type ParamsInput<E> = E extends { path: infer P extends string }
  ? [ParamNames<P>] extends [never]
    ? { readonly params?: never }
    : { readonly params: Params<E> }
  : never

/** What a caller passes: params, query and body as far as the endpoint has them. */
export type Input<E> = ParamsInput<E> & QueryInput<E> & BodyInput<E>

/** The codes that a call may be refused with, for narrowing on `code`. */
export type ProblemCode<E> = E extends { problems: readonly ProblemType<infer Code>[] } ? Code : never
