import type { Answer } from '../hostile/shop/ask.ts'
import { isPrivate, LASTING } from './surfaces.ts'

export interface Looked {
  readonly pattern: string
  readonly answer: Pick<Answer, 'status' | 'headers' | 'type'>
  /** Served over TLS to the public. */
  readonly isSecure: boolean
}

/** What is wrong with the headers of an answer, in words; empty when nothing is. */
export function headerFaults({ pattern, answer, isSecure }: Looked): string[] {
  const { status, headers, type } = answer
  const rules: readonly (readonly [string, boolean])[] = [
    ['has no nosniff', headers.get('X-Content-Type-Options') === 'nosniff'],
    ['may be framed', /frame-ancestors 'none'/.test(headers.get('Content-Security-Policy') ?? '')],
    ['allows everything', /default-src 'none'/.test(headers.get('Content-Security-Policy') ?? '')],
    ['runs inline scripts', !/script-src[^;]*unsafe/.test(headers.get('Content-Security-Policy') ?? '')],
    [
      'tells others where its readers came from',
      /^(strict-origin-when-cross-origin|no-referrer)$/.test(headers.get('Referrer-Policy') ?? ''),
    ],
    ['has no request id', /^req_/.test(headers.get('X-Request-Id') ?? '')],
    ['says what it runs on', !headers.has('X-Powered-By') && !headers.has('Server')],
    ['is not bound to TLS', !isSecure || /max-age=\d{8,}/.test(headers.get('Strict-Transport-Security') ?? '')],
    ['has a body without a type', status === 204 || status === 304 || type !== ''],
  ]
  const broken = rules.filter(([, holds]) => !holds).map(([fault]) => fault)
  return [...broken, ...cacheFaults({ pattern, status, headers }), ...cookieFaults(headers, isSecure)]
}

function cacheFaults({ pattern, status, headers }: { pattern: string; status: number; headers: Headers }): string[] {
  const said = headers.get('Cache-Control') ?? ''
  const isLasting = LASTING.includes(pattern) && status === 200
  const faults: string[] = []
  if (/public|s-maxage|immutable|max-age=[1-9]/.test(said) && !isLasting) faults.push(`may be kept by anybody: ${said}`)
  if (status >= 400 && said !== 'no-store') faults.push(`is a refusal that may be kept: ${said}`)
  if (isPrivate(pattern) && !/no-store|private/.test(said)) faults.push(`is private and may be kept: ${said}`)
  return faults
}

function cookieFaults(headers: Headers, isSecure: boolean): string[] {
  return headers.getSetCookie().flatMap((cookie) => {
    const name = cookie.split('=')[0] ?? ''
    const needs = ['HttpOnly', 'SameSite=(Lax|Strict)', 'Path=/', ...(isSecure ? ['Secure'] : [])]
    const missing = needs.filter((attribute) => !new RegExp(`;\\s*${attribute}(;|$)`, 'i').test(cookie))
    const faults = missing.map((attribute) => `sets ${name} without ${attribute}`)
    return /;\s*Domain=/i.test(cookie) ? [...faults, `sends ${name} to other hosts`] : faults
  })
}
