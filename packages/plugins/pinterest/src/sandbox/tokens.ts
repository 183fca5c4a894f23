import type { Kit } from '@vitrine/core/testing'
import { refused } from './refused.ts'

export interface TokenOptions {
  readonly appId: string
  readonly appSecret: string
  /** Seconds that an access token is good. */
  readonly tokenLife: number
  /** A refresh token that is good as often as it is used. */
  readonly standingToken: string
}

const REFRESH_LIFE = 5_184_000

export type Tokens = ReturnType<typeof createTokens>

/** The code flow with continuous refresh: each refresh token is good once (operations oauth/token, token/revoke). */
export function createTokens(kit: Kit, { appId, appSecret, tokenLife, standingToken }: TokenOptions) {
  const codes = new Set<string>()
  const access = new Map<string, number>()
  const refresh = new Map<string, number>([[standingToken, Number.POSITIVE_INFINITY]])
  const secret = (prefix: string) => `${kit.newId(prefix)}_${Math.floor(kit.random() * 2 ** 32).toString(36)}`
  const issue = (grant: string) => {
    const [accessToken, refreshToken, now] = [secret('pina'), secret('pinr'), kit.now()]
    access.set(accessToken, now + tokenLife * 1_000)
    refresh.set(refreshToken, now + REFRESH_LIFE * 1_000)
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      response_type: grant,
      token_type: 'bearer',
      expires_in: tokenLife,
      refresh_token_expires_in: REFRESH_LIFE,
      refresh_token_expires_at: Math.floor(now / 1_000) + REFRESH_LIFE,
      scope:
        'ads:read ads:write boards:read boards:write catalogs:read catalogs:write pins:read pins:write user_accounts:read',
    }
  }
  const asApp = (request: Request) => {
    if (request.headers.get('authorization') !== `Basic ${btoa(`${appId}:${appSecret}`)}`)
      throw refused(401, 2, 'Authentication failed.')
  }
  return {
    /** The merchant said yes on the consent page. */
    allow: (): string => {
      const code = secret('code')
      codes.add(code)
      return code
    },
    issue,
    /** From now on no access token is good. */
    expire: () => access.clear(),
    /** Nor a refresh token: the merchant has to allow it anew. */
    forget: () => {
      access.clear()
      refresh.clear()
    },
    async grant(request: Request): Promise<Response> {
      asApp(request)
      const form = new URLSearchParams(await request.text())
      const grant = form.get('grant_type') ?? ''
      const isCode = grant === 'authorization_code' && codes.delete(form.get('code') ?? '')
      const until = grant === 'refresh_token' ? (refresh.get(form.get('refresh_token') ?? '') ?? 0) : 0
      if (!isCode && until <= kit.now())
        throw refused(401, 283, 'The authorization code or refresh token is invalid or expired.')
      if (form.get('refresh_token') !== standingToken) refresh.delete(form.get('refresh_token') ?? '')
      return Response.json(issue(grant))
    },
    async revoke(request: Request): Promise<Response> {
      asApp(request)
      const token = new URLSearchParams(await request.text()).get('token') ?? ''
      access.delete(token)
      refresh.delete(token)
      return new Response(null, { status: 200 })
    },
    check(request: Request): void {
      const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
      if ((access.get(token) ?? 0) <= kit.now()) throw refused(401, 2, 'Authentication failed.')
    },
  }
}
