import { createHash } from 'node:crypto'

/** The same for the same data, whatever the order of its keys. Throws for what JSON cannot say: nothing at all, big integers, cycles. */
export function shapeHash(shape: unknown): string {
  const text: string | undefined = canonicalOf(shape)
  if (text === undefined) throw new Error(`${typeof shape} is no data`)
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** The words for a cycle are those of plain JSON: the sorted copy only grows until the stack ends. */
function canonicalOf(shape: unknown): string | undefined {
  try {
    return canonical(shape)
  } catch (error) {
    JSON.stringify(shape)
    throw error
  }
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
