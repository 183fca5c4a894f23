import type { GenericSchema } from 'valibot'
import { isSecretAt } from '../../../kernel/index.ts'

/** Texts in settings that the schema marks as secret. */
export function secretsIn(schema: GenericSchema | undefined, value: unknown, path: readonly string[] = []): string[] {
  if (schema === undefined) return []
  if (typeof value === 'string') return value !== '' && isSecretAt(schema, path) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => secretsIn(schema, part, [...path, key]))
}
