import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An error as Amazon prints it. */
export interface Refused {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly message: string
  readonly details?: string
}

export function refuse(refused: Refused): Error & { readonly amazon: Refused } {
  return Object.assign(new Error(refused.message), { amazon: refused })
}

export function refusedIn(thrown: unknown): Refused {
  if (thrown instanceof Error && 'amazon' in thrown) return thrown.amazon as Refused
  return { status: 500, code: 'InternalFailure', message: thrown instanceof Error ? thrown.message : String(thrown) }
}

/** `ErrorList`. */
export const errorList = ({ code, message, details = '' }: Pick<Refused, 'code' | 'message' | 'details'>) => ({
  errors: [{ code, message, details }],
})

export const notFound = (what: string) => refuse({ status: 404, code: 'NotFound', message: `${what} was not found.` })
export const invalid = (details: string) =>
  refuse({ status: 400, code: 'InvalidInput', message: 'Invalid input', details })
