import * as v from 'valibot'

export const Role = v.picklist(['owner', 'manager', 'editor', 'fulfilment', 'support', 'viewer'])
export type Role = v.InferOutput<typeof Role>

const ScopeSchema = v.pipe(
  v.string(),
  v.regex(/^(\*|\*:read|[a-z][a-z-]{1,40}:(\*|[a-z]{2,20}))$/, 'must be a scope such as catalog:read, catalog:* or *'),
)

export const ScopesSchema = v.pipe(v.array(ScopeSchema), v.maxLength(100))

/** An e-mail address as people type it; compare and store it by `normalEmail`. */
export const EmailSchema = v.pipe(v.string(), v.maxLength(254), v.email('must be an e-mail address'))

/** At least ten characters, at most 128 (a longer text would only cost time to hash). */
export const PasswordSchema = v.pipe(
  v.string(),
  v.minLength(10, 'must have at least 10 characters'),
  v.maxLength(128, 'must have at most 128 characters'),
)

/** A password that is only compared: any text that is short enough. */
export const GivenPasswordSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(128))

export const TokenSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

export const NameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(100), v.regex(/\S/, 'must not be blank'))

/** One spelling of an address: composed characters in lower case. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}
