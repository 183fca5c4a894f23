import type { JsonSchema } from '../../../packages/core/src/kernel/index.ts'

export type Components = Readonly<Record<string, JsonSchema>>

/** JSON Schema words that say nothing about which values are right. */
const NOTES = new Set(['title', 'description', 'default', '$schema'])

/** The schema that is meant, wherever a reference leads. */
export function resolved(schema: JsonSchema, components: Components): JsonSchema {
  if (schema.$ref === undefined) return schema
  const found = components[schema.$ref.replace('#/components/schemas/', '')]
  if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`)
  return resolved(found, components)
}

/** The words of a schema that bind. */
export function wordsOf(schema: JsonSchema): string[] {
  return Object.keys(schema).filter((word) => !NOTES.has(word))
}

export function typesOf({ type }: JsonSchema): readonly string[] {
  return type === undefined ? [] : [type].flat()
}
