import { createHash } from 'node:crypto'

/** The same for the same data, whatever the order of its keys. */
export function shapeHash(shape: unknown): string {
  return createHash('sha256').update(canonical(shape)).digest('base64url').slice(0, 22)
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
