import * as v from 'valibot'
import { type Inside, unwrapped } from './inside.ts'

/**
 * A text that nobody may see: forms draw a password field, answers and logs show it masked. Compose it with `v.pipe`.
 * @example credentials: v.object({ clientId: v.string(), clientSecret: v.pipe(secret(), v.title('Client secret')) })
 */
export function secret() {
  return v.pipe(v.string(), v.metadata({ secret: true }))
}

/** What stands in place of a secret. */
export const MASK = '••••••••'

/**
 * A copy of a value with its secrets masked, made of what the schema declares and JSON can say. What a transform made of something
 * that holds a secret is masked as a whole, since nobody knows where the secret went.
 */
export function maskSecrets(schema: v.GenericSchema, value: unknown): unknown {
  if (value === undefined || value === null) return value
  if (isSecret(schema) || (isTransformed(schema) && holdsSecret(schema))) return MASK
  const inside = unwrapped(schema) as Inside & { readonly items?: readonly v.GenericSchema[] }
  const branches = branchesOf(inside)
  if (branches.length > 0) return branches.map((branch) => maskSecrets(branch, value)).reduce(together)
  if (Array.isArray(value)) return value.map((item, at) => masked(inside.items?.[at] ?? inside.item, item))
  if (typeof value !== 'object') return typeof value === 'function' ? undefined : value
  const { entries, value: rest } = inside
  if (entries === undefined && rest === undefined) return undefined
  const shown = Object.entries(value).map(([key, part]) => [key, masked(entries?.[key] ?? rest, part)])
  return Object.fromEntries(shown.filter(([, part]) => part !== undefined))
}

/** Two looks at one value through branches of a union: what one of them masks is masked. */
function together(one: unknown, other: unknown): unknown {
  if (one === MASK || other === MASK) return MASK
  if (!isRecord(one) || !isRecord(other)) return one ?? other
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(keys.map((key) => [key, together(one[key], other[key])]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What no schema tells about is not shown. */
function masked(schema: v.GenericSchema | undefined, value: unknown): unknown {
  return schema === undefined ? undefined : maskSecrets(schema, value)
}

/** Whether the schema marks a secret at this very place, below optional and the like. */
export function isSecret(schema: v.GenericSchema): boolean {
  return 'secret' in marks(schema) || (isWrapper(schema) && isSecret(schema.wrapped))
}

/** Whether something on the way to this place is a secret, so that errors about it must not show what was given. */
export function isSecretAt(schema: v.GenericSchema, [key, ...rest]: readonly string[]): boolean {
  if (isSecret(schema)) return true
  const inside = unwrapped(schema)
  const branches = branchesOf(inside)
  if (branches.length > 0) return branches.some((branch) => isSecretAt(branch, key === undefined ? [] : [key, ...rest]))
  const next = key === undefined ? undefined : (inside.entries?.[key] ?? inside.item ?? inside.value)
  return next !== undefined && isSecretAt(next, rest)
}

const marks = v.getMetadata as (schema: v.GenericSchema) => Readonly<Record<string, unknown>>

function holdsSecret(schema: v.GenericSchema): boolean {
  if (isSecret(schema)) return true
  const inside = unwrapped(schema)
  const { item, value, entries = {} } = inside
  const parts = [item, value, ...Object.values(entries), ...branchesOf(inside)]
  return parts.some((part) => part !== undefined && holdsSecret(part))
}

interface Wrapper extends v.GenericSchema {
  readonly wrapped: v.GenericSchema
}

const isWrapper = (schema: v.GenericSchema): schema is Wrapper => 'wrapped' in schema

/** Trimming and the like leave a text a text; what makes an object of another shape has no place in the schema. */
function isTransformed(schema: v.GenericSchema): boolean {
  const { pipe = [], type } = schema as { readonly pipe?: readonly { readonly kind: string }[]; readonly type: string }
  const isPart = type === 'string' || type === 'number' || type === 'boolean'
  return !isPart && pipe.some(({ kind }) => kind === 'transformation')
}

/** A union of objects is shown as the branches together show it. */
function branchesOf({ options = [] }: Inside): v.GenericSchema[] {
  return options.filter((option) => typeof option === 'object')
}
