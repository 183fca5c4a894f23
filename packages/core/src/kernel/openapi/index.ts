import type { GenericSchema } from 'valibot'
import type { JsonSchema, OpenApiDocument } from './document.ts'
import type { OpenApiOptions } from './print.ts'

export type { JsonSchema, OpenApiDocument, SecurityRequirement, SecurityScheme } from './document.ts'
export type { OpenApiOptions, OpenApiSurface } from './print.ts'

/** Prints contracts as OpenAPI 3.1. The printer is loaded at the first use: a shop that nobody asks for it never pays for it. */
export async function openapi(options: OpenApiOptions): Promise<OpenApiDocument> {
  const { print } = await import('./print.ts')
  return print(options)
}

/** A schema as JSON Schema (2020-12) with titles, descriptions, defaults and marks of secrets: what a form is drawn from. */
export async function formOf(schema: GenericSchema): Promise<JsonSchema> {
  const { inline } = await import('./schemas.ts')
  return inline(schema)
}
