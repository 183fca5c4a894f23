import { createHmac } from 'node:crypto'
import type { App, Http } from '../kernel/index.ts'
import { SECOND, safeEqual } from '../kernel/index.ts'
import { cookieName, isSecure, type Realm, realmSecret } from './sign-in.ts'

/** One cookie of the request. */
function cookieOf(http: Http, name: string): string | undefined {
  for (const part of (http.header('Cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** The session token of a cookie whose signature is ours; undefined for none, a foreign or a broken one. */
export function signedToken(app: App, realm: Realm, http: Http): string | undefined {
  const raw = cookieOf(http, cookieName(realm))
  if (raw === undefined) return undefined
  const value = decoded(raw)
  const at = value.lastIndexOf('.')
  if (at < 1) return undefined
  const token = value.slice(0, at)
  return safeEqual(value.slice(at + 1), signatureOf(app, realm, token)) ? token : undefined
}

/** As better-auth signs: HMAC-SHA256 of the token, base64. */
function signatureOf(app: App, realm: Realm, token: string): string {
  return createHmac('sha256', realmSecret(app, realm)).update(token).digest('base64')
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    return ''
  }
}

/** Sets the cookie anew, when a session lives on, or removes it. */
export function setSessionCookie(app: App, realm: Realm, http: Http, token: string | null): void {
  const value = token === null ? '' : encodeURIComponent(`${token}.${signatureOf(app, realm, token)}`)
  const age = token === null ? 0 : realm.lifetime / SECOND
  const secure = isSecure(app) ? '; Secure' : ''
  http.set('Set-Cookie', `${cookieName(realm)}=${value}; Max-Age=${age}; Path=/; HttpOnly${secure}; SameSite=Lax`, {
    append: true,
  })
}
