import { html } from 'hono/html'
import type { JsonSchema, OpenApiDocument } from '../../kernel/index.ts'
import { resolve } from './document.ts'

type Html = ReturnType<typeof html>

const DEEPEST = 5

/** A schema as a nested list: name, type, whether required, limits, description. */
export function schemaTree(document: OpenApiDocument, schema: JsonSchema, depth = 0): Html | string {
  const shape = rowsOf(document, schema)
  if (shape === undefined || depth >= DEEPEST) return ''
  const required = new Set(shape.required)
  const rows = Object.entries(shape.properties ?? {}).map(([name, property]) =>
    row(document, { name, property, isRequired: required.has(name), depth }),
  )
  return html`<ul class="schema">${rows}</ul>`
}

interface Row {
  readonly name: string
  readonly property: JsonSchema
  readonly isRequired: boolean
  readonly depth: number
}

function row(document: OpenApiDocument, { name, property, isRequired, depth }: Row): Html {
  const resolved = resolve(document, property)
  const children = schemaTree(document, resolved, depth + 1)
  const about = html`<code class="name">${name}</code> <span class="type">${typeName(document, resolved)}</span>${isRequired ? html` <span class="required">required</span>` : ''}${limits(resolved)}${resolved.description === undefined ? '' : html` <span class="about">${resolved.description}</span>`}`
  return children === ''
    ? html`<li>${about}</li>`
    : html`<li><details${depth === 0 ? ' open' : ''}><summary>${about}</summary>${children}</details></li>`
}

/** The object whose properties are worth listing: the schema itself, its items, or its one object alternative. */
function rowsOf(document: OpenApiDocument, schema: JsonSchema): JsonSchema | undefined {
  const resolved = resolve(document, schema)
  if (resolved.properties !== undefined) return resolved
  if (resolved.items !== undefined) return rowsOf(document, resolved.items)
  const options = resolved.anyOf ?? resolved.oneOf ?? []
  return options.map((option) => rowsOf(document, option)).find((option) => option !== undefined)
}

export function typeName(document: OpenApiDocument, schema: JsonSchema): string {
  const resolved = resolve(document, schema)
  if (resolved.const !== undefined) return JSON.stringify(resolved.const)
  if (resolved.enum !== undefined) return resolved.enum.map((value) => JSON.stringify(value)).join(' | ')
  const options = resolved.anyOf ?? resolved.oneOf
  if (options !== undefined) return [...new Set(options.map((option) => typeName(document, option)))].join(' | ')
  if (resolved.items !== undefined) return `${typeName(document, resolved.items)}[]`
  if (typeof resolved.additionalProperties === 'object')
    return `record of ${typeName(document, resolved.additionalProperties)}`
  return typeof resolved.type === 'string' ? resolved.type : (resolved.type?.join(' | ') ?? 'any')
}

function limits(schema: JsonSchema): Html | string {
  const parts = [
    schema.format,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? undefined : `at most ${schema.maxLength} characters`,
    schema.maxItems === undefined ? undefined : `at most ${schema.maxItems} items`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? '' : html` <span class="limits">${parts.join(', ')}</span>`
}
