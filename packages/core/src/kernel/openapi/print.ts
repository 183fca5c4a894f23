import type { Contract, Endpoint } from '../contract.ts'
import type { ProblemType } from '../problem.ts'
import type { OpenApiDocument, Operation, Parameter, SecurityRequirement, SecurityScheme } from './document.ts'
import { operationOf, templateOf } from './operation.ts'
import { generalProblems, problemSchemas } from './responses.ts'
import { type Group, schemasOf } from './schemas.ts'

export interface OpenApiSurface {
  /** `/store` */
  readonly prefix: string
  /** Contracts by room: `{ carts, orders }`; rooms become tags. */
  readonly groups: Readonly<Record<string, Contract>>
  /** The ways to say who calls. */
  readonly schemes: Readonly<Record<string, SecurityScheme>>
  /** Which of them open an endpoint; one of several is enough, an empty one means that nothing is needed. */
  readonly security: (endpoint: Endpoint) => readonly SecurityRequirement[]
  /** Request headers that every endpoint understands. */
  readonly headers?: readonly { readonly name: string; readonly description: string }[]
  /** What every endpoint may refuse with, beside what follows from its shape. */
  readonly problems?: (endpoint: Endpoint) => readonly ProblemType[]
}

export interface OpenApiOptions {
  readonly title: string
  readonly version: string
  readonly description?: string
  readonly surfaces: readonly OpenApiSurface[]
}

export function print({ title, version, description, surfaces }: OpenApiOptions): OpenApiDocument {
  const groups = surfaces.flatMap(({ prefix, groups: rooms }) =>
    Object.entries(rooms).map(([name, contract]) => ({
      name: prefix === '/store' ? name : `${surfaceName(prefix)}${capital(name)}`,
      contract,
    })),
  )
  const schemas = schemasOf(groups)
  const types = [...groups.flatMap(problemsOf), ...surfaces.flatMap(sharedProblems)]
  return {
    openapi: '3.1.0',
    info: { title, version, ...(description === undefined ? {} : { description }) },
    tags: [...new Set(surfaces.flatMap((surface) => Object.keys(surface.groups)))].sort().map((name) => ({ name })),
    paths: pathsOf(surfaces, schemas),
    components: {
      schemas: { ...schemas.components, ...problemSchemas(types) },
      securitySchemes: Object.assign({}, ...surfaces.map(({ schemes }) => schemes)),
    },
  }
}

function pathsOf(surfaces: readonly OpenApiSurface[], schemas: ReturnType<typeof schemasOf>): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const { prefix, groups, security, headers = [], problems = () => [] } of surfaces) {
    const shared = headers.map((header): Parameter => ({ ...header, in: 'header', schema: { type: 'string' } }))
    for (const [group, contract] of Object.entries(groups)) {
      for (const [name, endpoint] of Object.entries(contract)) {
        const path = templateOf(`${prefix}${endpoint.path}`)
        const who = { security: security(endpoint), problems: problems(endpoint) }
        const place = { surface: surfaceName(prefix), group, name, headers: shared, ...who }
        paths[path] ??= {}
        paths[path][endpoint.method.toLowerCase()] = operationOf(endpoint, place, schemas)
      }
    }
  }
  return paths
}

function problemsOf({ contract }: Group) {
  return Object.values(contract).flatMap((endpoint) => [...(endpoint.problems ?? []), ...generalProblems(endpoint)])
}

function sharedProblems({ groups, problems = () => [] }: OpenApiSurface): ProblemType[] {
  return Object.values(groups).flatMap((contract) => Object.values(contract).flatMap((endpoint) => problems(endpoint)))
}

function surfaceName(prefix: string): string {
  return prefix.replace(/^\//, '')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
