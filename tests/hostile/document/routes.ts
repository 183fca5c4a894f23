import type { JsonSchema, OpenApiDocument } from '../../../packages/core/src/kernel/index.ts'
import { document } from './served.ts'

type Operation = OpenApiDocument['paths'][string][string]
type Parameter = Operation['parameters'][number]

/** One operation of the document. */
export interface Route {
  readonly surface: 'admin' | 'store'
  readonly room: string
  /** `admin.orders.cancel`. */
  readonly name: string
  readonly method: string
  /** `/admin/orders/{id}/cancellation`. */
  readonly path: string
  /** `public`, `customer`, `staff` or a scope. */
  readonly access: string
  readonly query: readonly Parameter[]
  readonly headers: readonly string[]
  /** Media types that the body may have; none when it takes none. */
  readonly bodyTypes: readonly string[]
  readonly json: JsonSchema | undefined
  readonly responses: Operation['responses']
}

/** Every operation of a document. */
export function routesOf({ paths }: OpenApiDocument): Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => routeOf(path, method.toUpperCase(), operation)),
  )
}

function routeOf(path: string, method: string, operation: Operation): Route {
  const [surface = '', room = ''] = operation.operationId.split('.')
  const content = operation.requestBody?.content ?? {}
  const named = (place: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === place)
  return {
    surface: surface as Route['surface'],
    room,
    name: operation.operationId,
    method,
    path,
    access: operation['x-access'],
    query: named('query'),
    headers: named('header').map(({ name }) => name),
    bodyTypes: Object.keys(content),
    json: content['application/json']?.schema,
    responses: operation.responses,
  }
}

const all = routesOf(document)
export const adminRoutes: readonly Route[] = all.filter(({ surface }) => surface === 'admin')
export const storeRoutes: readonly Route[] = all.filter(({ surface }) => surface === 'store')
export const mutations: readonly Route[] = all.filter(({ headers }) => headers.includes('Idempotency-Key'))
export { document }

const ENDS = /\/(archive|cancel|cancellation|discard|complete|completion)$/

/** First what makes things, then what ends them, then what moves the ground under all of them. */
export function gentlyOrdered(routes: readonly Route[]): readonly Route[] {
  const rank = ({ room, method, path }: Route) =>
    room === 'markets' ? 3 : method === 'DELETE' ? 2 : ENDS.test(path) ? 1 : 0
  return [...routes].sort((a, b) => rank(a) - rank(b))
}

export const titled = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const)

export const paramsOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

/** The path with its parameters filled in, as they are to stand in the URL. */
export function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x')
}

/** Pictures, files and pages behind links of mails, which need no headers. */
export const isShown = ({ responses }: Route): boolean =>
  !Object.keys(responses['200']?.content ?? { 'application/json': 0 }).includes('application/json')
