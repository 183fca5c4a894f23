import type { MiddlewareHandler } from 'hono'
import type { Env } from './visit.ts'

/** Scripts and styles come from this origin only; nothing inline runs, nobody frames a page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'inline-speculation-rules'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every page, and no writes from pages of others. */
export function pageHeaders(isSecure: boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method === 'POST' && isForeign(c.req.raw)) c.res = c.text('This form came from another site.', 403)
    else await next()
    c.header('Content-Security-Policy', POLICY)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
    c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
    if (isSecure) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-cache')
    return undefined
  }
}

/** Our cookies are `SameSite=Lax` already; this also stops browsers and proxies that do not know about it. */
function isForeign(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = request.headers.get('Origin')
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== new URL(request.url).host)
}
