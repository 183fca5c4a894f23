/** Of the way to the platform, not of its answer; `fetch` has undone them already. */
const TRANSPORT =
  /^(connection|keep-alive|transfer-encoding|content-length|content-encoding|accept-encoding|host|alt-svc|via|user-agent)$/
/** How long it took, what was left of a limit at that moment, how old a copy was. */
const MOMENTARY = /^(age|server-timing|x-runtime|x-response-time|(x-)?rate-?limit.*(remaining|reset|used).*)$/
const ID =
  /^(.*(request|correlation|trace|transaction|invocation)-?id|traceparent|tracestate|x-b3-.*|cf-ray|x-amz-(id-2|cf-id)|x-fb-(debug|rev)|idempotency-key|nel|report-to|rlogid)$/
const MOMENT = /^(date|expires|retry-after)$/

/** In place of an id that is another each time. */
const ID_OF_ANY = '__volatile__'
const ANY_MOMENT = new Date(0).toUTCString()

/** Headers without what is another each time: ids and dates become one and the same, what only the transport needs is left out. */
export function steadyHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !TRANSPORT.test(name) && !MOMENTARY.test(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, steady(name, value)]).sort())
}

function steady(name: string, value: string): string {
  if (ID.test(name)) return ID_OF_ANY
  return MOMENT.test(name) && !/^-?\d+$/.test(value) ? ANY_MOMENT : value
}

const BOUNDARY = '__boundary__'

/** Texts around which a form of several parts was torn: by chance another one each time. */
export function steadyBoundary(headers: Headers, bytes: Uint8Array): { headers: Headers; bytes: Uint8Array } {
  const type = headers.get('content-type') ?? ''
  const [, given = ''] = /^multipart\/.*boundary="?([^";]+)/i.exec(type) ?? []
  if (given === '') return { headers, bytes }
  const steadied = new Headers(headers)
  steadied.set('content-type', type.replaceAll(given, BOUNDARY))
  const text = Buffer.from(bytes).toString('latin1').replaceAll(`--${given}`, `--${BOUNDARY}`)
  return { headers: steadied, bytes: Buffer.from(text, 'latin1') }
}
