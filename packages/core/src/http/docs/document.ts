/** The parts of an OpenAPI 3.1 document that the reference page reads. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> }
}

export interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> }
  readonly responses?: Readonly<Record<string, ResponseObject>>
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: JsonSchema
}

export interface ResponseObject {
  readonly description?: string
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>
}

export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly additionalProperties?: boolean | JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
}

/** One operation with its address, as the page lists it. */
export interface Listed {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** Operations by surface and tag (`store carts`), in the order of the document. */
export function byTag(document: OpenApiDocument): ReadonlyMap<string, readonly Listed[]> {
  const groups = new Map<string, Listed[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = `${path.split('/')[1] ?? ''} ${operation.tags?.[0] ?? 'other'}`
      const listed = {
        id: operation.operationId ?? `${method}-${path}`.replaceAll(/[^a-z0-9]+/gi, '-'),
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
  const found = name === undefined ? schema : document.components?.schemas?.[name]
  if (found === undefined) return {}
  return found.allOf?.length === 1 ? resolve(document, found.allOf[0]) : found
}
