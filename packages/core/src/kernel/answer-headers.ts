import type { Context as HonoContext } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * The headers of an answer before it is made. A plain record, so that Node's adapter writes it as it is: a Headers object would be filled,
 * checked, sorted and taken apart again for each request.
 */
export interface AnswerHeaders {
  /** By name in lower case. */
  readonly plain: Record<string, string>
  readonly cookies: string[]
  /** No other middleware has set headers on this context. */
  readonly isAlone: boolean
  /** The answer was made with them. */
  isSent: boolean
}

const KEY = 'answerHeaders'

export function answerHeaders(c: HonoContext): AnswerHeaders {
  const known = c.get(KEY) as AnswerHeaders | undefined
  if (known !== undefined) return known
  const headers: AnswerHeaders = { plain: {}, cookies: [], isAlone: c.req.routeIndex === 0, isSent: false }
  c.set(KEY, headers)
  return headers
}

export function setHeader({ plain }: AnswerHeaders, name: string, value: string): void {
  plain[name.toLowerCase()] = value
}

/** Adds to a list (`Vary`), or another cookie. */
export function appendHeader({ plain, cookies }: AnswerHeaders, name: string, value: string): void {
  const key = name.toLowerCase()
  if (key === 'set-cookie') cookies.push(value)
  else plain[key] = plain[key] === undefined ? value : `${plain[key]}, ${value}`
}

/** Makes the answer with the headers that were set. */
export function answerWith(c: HonoContext, body: string | Uint8Array<ArrayBuffer> | null, status: number): Response {
  const headers = answerHeaders(c)
  headers.isSent = true
  if (headers.isAlone && headers.cookies.length === 0) return new Response(body, { status, headers: headers.plain })
  return c.newResponse(body, { status: status as ContentfulStatusCode, headers: whole(headers) })
}

/** An answer that a handler made itself: what it set stays, the rest joins. */
export function joinHeaders(c: HonoContext, { body, status, headers: own }: Response): Response {
  const headers = answerHeaders(c)
  headers.isSent = true
  const joined = whole(headers)
  for (const [name, value] of own)
    if (name === 'set-cookie') joined.append(name, value)
    else joined.set(name, value)
  return c.newResponse(body, { status: status as ContentfulStatusCode, headers: joined })
}

/** What is missing of an answer that was made without them. */
export function completeHeaders(c: HonoContext): void {
  const headers = answerHeaders(c)
  if (headers.isSent) return
  headers.isSent = true
  for (const [name, value] of whole(headers)) {
    if (name === 'set-cookie') c.res.headers.append(name, value)
    else if (name === 'vary') c.res.headers.append(name, value)
    else if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}

function whole({ plain, cookies }: AnswerHeaders): Headers {
  const headers = new Headers(plain)
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return headers
}
