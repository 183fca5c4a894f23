import type { Answer } from '../hostile/shop/ask.ts'

export interface Asked {
  readonly origin: string
  readonly path: string
  /** The origins that may use cookies. */
  readonly trusted: readonly string[]
}

/** What is wrong with how an answer lets pages of an origin in; empty when nothing is. */
export function corsFaults({ origin, path, trusted }: Asked, { headers }: Pick<Answer, 'headers'>): string[] {
  const allowed = headers.get('Access-Control-Allow-Origin')
  const isCredentialled = headers.has('Access-Control-Allow-Credentials')
  const isTrusted = trusted.includes(origin)
  const wanted = isTrusted ? origin : path.startsWith('/store/') ? '*' : null
  const faults: string[] = []
  if (allowed !== wanted) faults.push(`allows ${allowed} instead of ${wanted}`)
  if (isCredentialled && !isTrusted) faults.push('lets strangers use cookies')
  if (isTrusted && !isCredentialled) faults.push('does not let its own pages use cookies')
  if (!/(^|,\s*)Origin(,|$)/i.test(headers.get('Vary') ?? '')) faults.push('does not say that it differs by Origin')
  if (/\*/.test(headers.get('Access-Control-Allow-Headers') ?? '')) faults.push('allows every header')
  if (/(trace|connect|\*)/i.test(headers.get('Access-Control-Allow-Methods') ?? ''))
    faults.push('allows strange methods')
  return faults
}
