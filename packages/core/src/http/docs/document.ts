import type { JsonSchema, OpenApiDocument } from '../../kernel/index.ts'

/** One operation with its address, as the page lists it. */
export interface Listed {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly operation: OpenApiDocument['paths'][string][string]
}

/** Operations by surface and tag (`store carts`), in the order of the document. */
export function byTag(document: OpenApiDocument): ReadonlyMap<string, readonly Listed[]> {
  const groups = new Map<string, Listed[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = `${path.split('/')[1] ?? ''} ${operation.tags[0] ?? 'other'}`
      const listed = {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        operation,
      }
      const group = groups.get(tag)
      if (group === undefined) groups.set(tag, [listed])
      else group.push(listed)
    }
  }
  return groups
}

/** Follows `$ref` into the components, and one level of a single `allOf`. */
export function resolve(document: OpenApiDocument, schema: JsonSchema | undefined): JsonSchema {
  const name = schema?.$ref?.split('/').at(-1)
  const found = name === undefined ? schema : document.components.schemas[name]
  if (found === undefined) return {}
  return found.allOf?.length === 1 ? resolve(document, found.allOf[0]) : found
}
