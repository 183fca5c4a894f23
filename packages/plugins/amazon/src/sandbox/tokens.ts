import type { Kit } from '@vitrine/core/testing'
import { refuse } from './refuse.ts'

export type Grantee = 'seller' | 'app'

export interface Tokens {
  /** Login with Amazon (RFC 6749, 4.1.3, 4.4 and 6). */
  issue(form: URLSearchParams): Response
  /** A consent that was just given. */
  newCode(): string
  /** Refused with 403 when the token is unknown, ended, or of the other kind. */
  require(token: string | undefined, grantee: Grantee): void
  /** From now on no token that was given out is good. */
  revoke(): void
}

const LIFE = 3_600
const no = (status: number, error: string) =>
  Response.json({ error, error_description: `The sandbox refused: ${error}.` }, { status })

export function createTokens(kit: Kit, clients: Readonly<Record<string, string>>): Tokens {
  const given = new Map<string, { readonly grantee: Grantee; readonly until: number }>()
  const codes = new Set<string>()
  const grant = (grantee: Grantee, refreshToken?: string) => {
    const token = `Atza|${kit.newId('token')}${Math.floor(kit.random() * 2 ** 32).toString(36)}`
    given.set(token, { grantee, until: kit.now() + LIFE * 1_000 })
    const refresh = refreshToken === undefined ? {} : { refresh_token: refreshToken }
    return Response.json({ access_token: token, token_type: 'bearer', expires_in: LIFE, ...refresh })
  }
  return {
    newCode() {
      const code = kit.newId('code')
      codes.add(code)
      return code
    },
    revoke: () => given.clear(),
    issue(form) {
      const clientId = form.get('client_id') ?? ''
      if (clients[clientId] === undefined || clients[clientId] !== form.get('client_secret'))
        return no(401, 'invalid_client')
      const refreshToken = refreshTokenOf(clientId)
      if (form.get('grant_type') === 'client_credentials') return grant('app')
      if (form.get('grant_type') === 'authorization_code')
        return codes.delete(form.get('code') ?? '') ? grant('seller', refreshToken) : no(400, 'invalid_grant')
      if (form.get('grant_type') !== 'refresh_token') return no(400, 'unsupported_grant_type')
      return form.get('refresh_token') === refreshToken ? grant('seller', refreshToken) : no(400, 'invalid_grant')
    },
    require(token, grantee) {
      const found = given.get(token ?? '')
      if (found === undefined || found.until <= kit.now())
        throw denied('The access token you provided is revoked, malformed or has expired.')
      if (found.grantee !== grantee) throw denied(`This operation is not for a token of the ${found.grantee}.`)
    },
  }
}

const denied = (details: string) =>
  refuse({ status: 403, code: 'Unauthorized', message: 'Access to requested resource is denied.', details })

/** The consent of the sandbox's seller for an app. */
export const refreshTokenOf = (clientId: string) => `Atzr|${clientId}-refresh`
