import type { Kit } from '../platform.ts'
import { queryOf, refusal, strictly } from '../refusal.ts'
import { AuthorizeQuery, TokenForm } from './contract.ts'

export interface SocialTokens {
  /** Where the merchant allows the shop; the sandbox's merchant always does, at once. */
  authorize(request: Request): Response
  issue(request: Request): Promise<Response>
  /** Refused with 401 unless the token is good. */
  check(request: Request): void
  revoke(): void
}

interface Secrets {
  readonly clientId: string
  readonly clientSecret: string
  /** Seconds that an access token is good. */
  readonly life: number
}

export function createTokens(kit: Kit, { clientId, clientSecret, life }: Secrets): SocialTokens {
  const codes = new Map<string, string>()
  const refreshes = new Set<string>()
  const accesses = new Map<string, number>()
  const secretId = (prefix: string) => `${kit.newId(prefix)}_${Math.floor(kit.random() * 2 ** 32).toString(36)}`
  const give = () => {
    const [access, refresh] = [secretId('pla'), secretId('plr')]
    accesses.set(access, kit.now() + life * 1_000)
    refreshes.add(refresh)
    return Response.json({
      access_token: access,
      token_type: 'bearer',
      expires_in: life,
      refresh_token: refresh,
      refresh_token_expires_in: 60 * 24 * 3_600,
    })
  }
  return {
    revoke() {
      accesses.clear()
      refreshes.clear()
    },
    authorize(request) {
      const { client_id, redirect_uri, state } = queryOf(request, AuthorizeQuery)
      if (client_id !== clientId) throw refusal({ status: 400, code: 'UNKNOWN_CLIENT', message: 'Unknown client.' })
      const code = secretId('code')
      codes.set(code, redirect_uri)
      const back = new URL(redirect_uri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', state)
      return new Response(null, { status: 302, headers: { location: String(back) } })
    },
    async issue(request) {
      const form = strictly(TokenForm, Object.fromEntries(new URLSearchParams(await request.text())))
      if (form.client_id !== clientId || form.client_secret !== clientSecret) return oauthError(401, 'invalid_client')
      if (form.grant_type === 'refresh_token')
        return refreshes.delete(form.refresh_token) ? give() : oauthError(400, 'invalid_grant')
      const asked = codes.get(form.code)
      codes.delete(form.code)
      return asked === form.redirect_uri ? give() : oauthError(400, 'invalid_grant')
    },
    check(request) {
      const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
      if ((accesses.get(token) ?? 0) <= kit.now())
        throw refusal({ status: 401, code: 'INVALID_TOKEN', message: 'The access token is unknown or has expired.' })
    },
  }
}

function oauthError(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } })
}
