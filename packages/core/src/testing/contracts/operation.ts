import { type Document, type Json, resolved } from './document.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema?: Json
  readonly style?: string
  readonly explode?: boolean
}

/** One call of a contract. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** As the contract writes it: `/pins/{pin_id}`. */
  readonly path: string
  readonly node: Json
  readonly document: Document
  readonly parameters: readonly Parameter[]
  /** Where the document's paths begin: `https://api.pinterest.com/v5`. */
  readonly base: string
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']

/** Every operation of a document, those with fewer placeholders first, so that `/pins/analytics` is not a pin (OpenAPI 3.0.3, 4.7.8). */
export function operationsOf(document: Document, base: string): Operation[] {
  const paths = Object.entries((document.root.paths ?? {}) as Json)
  const all = paths.flatMap(([path, at]) => {
    const item = resolved(document, at)
    return METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const node = item[method] as Json
      const id = String(node.operationId ?? `${method} ${path}`)
      const parameters = parametersOf(document, item, node)
      return { id, method: method.toUpperCase(), path, node, document, parameters, base }
    })
  })
  return all.sort((one, other) => placeholders(one.path) - placeholders(other.path))
}

const placeholders = (path: string) => path.split('{').length

function parametersOf(document: Document, item: Json, node: Json): readonly Parameter[] {
  const listed = [item.parameters, node.parameters].flatMap((list) => (list ?? []) as readonly unknown[])
  const all = listed.map((one) => resolved(document, one) as unknown as Parameter)
  return [...new Map(all.map((one) => [`${one.in} ${one.name}`, one])).values()]
}

/** The values of the path's placeholders; undefined when the URL is another's. */
export function pathValues({ base, path }: Operation, url: URL): Readonly<Record<string, string>> | undefined {
  const root = base.replace(/\/$/, '')
  const whole = `${url.origin}${url.pathname}`
  if (!whole.startsWith(`${root}/`)) return undefined
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const literals = path.split(/\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const found = new RegExp(`^${literals.join('([^/]+)')}$`).exec(whole.slice(root.length))
  if (found === null) return undefined
  return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]))
}
