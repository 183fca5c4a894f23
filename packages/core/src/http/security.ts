import type { Context as HonoContext } from 'hono'
import {
  type AnswerHeaders,
  answerHeaders,
  answerWith,
  appendHeader,
  requestProblems,
  setHeader,
} from '../kernel/index.ts'

/** Origins that may send a staff member's cookies to `/admin`, beside the shop's own. */
export interface OriginPolicy {
  readonly publicUrl: string
  readonly adminOrigins: readonly string[]
}

const API_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
]

/** Headers of every API answer; pages and files set their own over them. */
export function setSecurityHeaders(headers: AnswerHeaders, isSecure: boolean): void {
  for (const [name, value] of API_HEADERS) setHeader(headers, name, value)
  if (isSecure) setHeader(headers, 'Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
}

const EXPOSED =
  'ETag, Idempotent-Replayed, Link, RateLimit, RateLimit-Policy, Retry-After, Vitrine-Cart, Vitrine-Channel, Vitrine-Currency, Vitrine-Market, X-Request-Id'
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const REQUESTED = /^[\w-]{1,64}(\s*,\s*[\w-]{1,64}){0,31}$/

/** CORS: `/store` is open to every origin without credentials; `/admin` only to configured origins, with them. Answers preflights itself. */
export function cors(c: HonoContext, policy: OriginPolicy): Response | undefined {
  const origin = c.req.header('Origin')
  if (origin === undefined) return undefined
  const headers = answerHeaders(c)
  appendHeader(headers, 'Vary', 'Origin')
  const isOwn = isTrusted(origin, policy)
  if (!isOwn && !c.req.path.startsWith('/store/'))
    return c.req.method === 'OPTIONS' ? answerWith(c, null, 204) : undefined
  setHeader(headers, 'Access-Control-Allow-Origin', isOwn ? origin : '*')
  if (isOwn) setHeader(headers, 'Access-Control-Allow-Credentials', 'true')
  setHeader(headers, 'Access-Control-Expose-Headers', EXPOSED)
  if (c.req.method !== 'OPTIONS') return undefined
  const asked = c.req.header('Access-Control-Request-Headers') ?? ''
  setHeader(headers, 'Access-Control-Allow-Methods', METHODS)
  if (REQUESTED.test(asked)) setHeader(headers, 'Access-Control-Allow-Headers', asked)
  setHeader(headers, 'Access-Control-Max-Age', '86400')
  return answerWith(c, null, 204)
}

function isTrusted(origin: string, { publicUrl, adminOrigins }: OriginPolicy): boolean {
  return origin === new URL(publicUrl).origin || adminOrigins.includes(origin)
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Without an Origin: a page of ours, the person himself, or a caller that is no browser. */
const OWN_SITES = new Set<string | undefined>(['same-origin', 'none', undefined])

/**
 * Refuses writes that a foreign page makes with our cookies (CSRF): a cookie on a write needs an Origin of ours, or Sec-Fetch-Site to say
 * that it comes from our own pages. Callers with header credentials only are not concerned.
 */
export function refuseForeignWrites(c: HonoContext, policy: OriginPolicy): void {
  if (SAFE.has(c.req.method) || !/(^|;\s*)(__Host-)?vitrine_/.test(c.req.header('Cookie') ?? '')) return
  const origin = c.req.header('Origin')
  const host = c.req.header('Host')
  if (
    origin === undefined
      ? OWN_SITES.has(c.req.header('Sec-Fetch-Site'))
      : isTrusted(origin, policy) || isReachedUnder(origin, host, policy)
  )
    return
  throw requestProblems.forbidden({
    detail: 'This page may not write with your session.',
    hint: 'Add its origin to adminOrigins, or send a key instead of the cookie.',
  })
}

/** The shop under another of its names: the host that was asked for. A shop behind TLS believes no page without. */
function isReachedUnder(origin: string, host: string | undefined, { publicUrl }: OriginPolicy): boolean {
  if (host === undefined || !URL.canParse(origin)) return false
  const asked = new URL(origin)
  return asked.host === host && (asked.protocol === 'https:' || !publicUrl.startsWith('https:'))
}
