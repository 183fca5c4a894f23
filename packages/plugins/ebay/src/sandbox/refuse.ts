import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An error as eBay prints it. */
export interface Refused {
  readonly status: ContentfulStatusCode
  readonly errorId: number
  readonly message: string
  readonly parameters?: readonly { readonly name: string; readonly value: string }[]
}

export function refuse(refused: Refused): Error & { readonly ebay: Refused } {
  return Object.assign(new Error(refused.message), { ebay: refused })
}

export function refusedIn(thrown: unknown): Refused {
  if (thrown instanceof Error && 'ebay' in thrown) return thrown.ebay as Refused
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return { status: 500, errorId: 25001, message }
}

/** The entries of `errors`. */
export function errorsOf({ errorId, message, parameters = [], status }: Refused) {
  const category = status >= 500 ? 'APPLICATION' : 'REQUEST'
  return [{ errorId, domain: 'API_SANDBOX', category, message, longMessage: message, parameters }]
}
