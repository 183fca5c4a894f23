import type { Kit } from '../platform.ts'
import { refusal, strictly } from '../refusal.ts'
import { TokenForm } from './contract.ts'

export interface Tokens {
  /** Answers a request for a token (RFC 6749, 4.4 and 5). */
  issue(request: Request): Promise<Response>
  /** Whose token it is; an unknown or expired one is refused with 401. */
  holder(request: Request): string
  /** From now on no token that was given out is good. */
  revoke(): void
}

export function createTokens(
  kit: Kit,
  { clients, life }: { readonly clients: ReadonlyMap<string, string>; readonly life: number },
): Tokens {
  const given = new Map<string, { readonly clientId: string; readonly until: number }>()
  return {
    revoke: () => given.clear(),
    async issue(request) {
      const type = request.headers.get('content-type') ?? ''
      if (!type.startsWith('application/x-www-form-urlencoded')) return oauthError(400, 'invalid_request')
      const form = readForm(await request.text())
      if (form === undefined) return oauthError(400, 'unsupported_grant_type')
      if (clients.get(form.client_id) !== form.client_secret) return oauthError(401, 'invalid_client')
      const token = `${kit.newId('bzt')}_${Math.floor(kit.random() * 2 ** 32).toString(36)}`
      given.set(token, { clientId: form.client_id, until: kit.now() + life * 1_000 })
      return Response.json(
        { access_token: token, token_type: 'Bearer', expires_in: life },
        { headers: { 'cache-control': 'no-store' } },
      )
    },
    holder(request) {
      const header = request.headers.get('authorization') ?? ''
      const found = given.get(/^Bearer (\S+)$/.exec(header)?.[1] ?? '')
      if (found === undefined) throw unauthorized('TOKEN_UNKNOWN', 'The access token is not known.')
      if (found.until <= kit.now()) throw unauthorized('TOKEN_EXPIRED', 'The access token has expired.')
      return found.clientId
    },
  }
}

function readForm(text: string) {
  try {
    return strictly(TokenForm, Object.fromEntries(new URLSearchParams(text)))
  } catch {
    return undefined
  }
}

function oauthError(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } })
}

function unauthorized(code: string, message: string) {
  return refusal({ status: 401, code, message, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
}
