import type { Kit } from '@vitrine/core/testing'
import type { Context } from 'hono'
import { refuse } from './refuse.ts'

type Kind = 'seller' | 'application'

export interface Tokens {
  /** Answers a request for a token (RFC 6749, 4.1.3, 4.4 and 6). */
  issue(context: Context): Promise<Response>
  require(header: string | undefined, kinds: readonly Kind[]): void
  /** Access tokens that were given out are good no more. */
  revoke(): void
  /** The seller takes the consent back: refresh tokens neither. */
  revokeConsent(): void
}

const HOURS_2 = 7_200
const MONTHS_18 = 47_304_000

/** Any code is taken; refresh tokens are those that were given out, and `sandbox-refresh-token`. */
export function createTokens(kit: Kit, clients: Readonly<Record<string, string>>): Tokens {
  const access = new Map<string, { readonly kind: Kind; readonly until: number }>()
  const refresh = new Set(['sandbox-refresh-token'])
  const give = (kind: Kind) => {
    const token = `v^1.1#${kit.newId('tok')}`
    access.set(token, { kind, until: kit.now() + HOURS_2 * 1_000 })
    return {
      access_token: token,
      expires_in: HOURS_2,
      token_type: kind === 'seller' ? 'User Access Token' : 'Application Access Token',
    }
  }
  return {
    revoke: () => access.clear(),
    revokeConsent() {
      access.clear()
      refresh.clear()
    },
    require(header, kinds) {
      const found = access.get(/^Bearer (\S+)$/.exec(header ?? '')?.[1] ?? '')
      if (found === undefined || found.until <= kit.now())
        throw refuse({ status: 401, errorId: 1001, message: 'Invalid access token' })
      if (!kinds.includes(found.kind)) throw refuse({ status: 403, errorId: 1100, message: 'Insufficient permissions' })
    },
    async issue(context) {
      const basic = Buffer.from((context.req.header('authorization') ?? '').replace('Basic ', ''), 'base64').toString()
      const [id = '', secret] = basic.split(':')
      if (secret === undefined || clients[id] !== secret) return oauthError(context, 'invalid_client', 401)
      const form = new URLSearchParams(await context.req.text())
      const grant = form.get('grant_type')
      if (grant === 'client_credentials') return context.json(give('application'))
      if (grant === 'refresh_token')
        return refresh.has(form.get('refresh_token') ?? '')
          ? context.json(give('seller'))
          : oauthError(context, 'invalid_grant', 400)
      if (grant !== 'authorization_code' || !form.get('code')) return oauthError(context, 'invalid_request', 400)
      const token = kit.newId('refresh')
      refresh.add(token)
      return context.json({ ...give('seller'), refresh_token: token, refresh_token_expires_in: MONTHS_18 })
    },
  }
}

function oauthError(context: Context, error: string, status: 400 | 401): Response {
  return context.json({ error, error_description: `the sandbox says ${error}` }, status)
}
