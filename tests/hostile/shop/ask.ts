import type { Commerce } from '../../../packages/core/src/commerce.ts'

export interface Question {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly type: string
  readonly text: string
  readonly json: Json
  readonly milliseconds: number
}

export interface Json {
  readonly [key: string]: unknown
  readonly id: string
  readonly code: string
}

/** A request to the whole pipeline of the shop, without a socket. Streams without an end are left after their head. */
export async function ask(app: Commerce['app'], question: Question): Promise<Answer> {
  const began = performance.now()
  const response = await app.fetch(requestOf(question))
  const type = response.headers.get('Content-Type') ?? ''
  const isEndless = type.startsWith('text/event-stream')
  const text = isEndless ? '' : await response.text()
  if (isEndless) await response.body?.cancel()
  return {
    status: response.status,
    headers: response.headers,
    type,
    text,
    json: (/^application\/(problem\+)?json/.test(type) && text !== '' ? JSON.parse(text) : {}) as Json,
    milliseconds: performance.now() - began,
  }
}

function requestOf({ method, path, headers = {}, json, raw }: Question): Request {
  const body = json === undefined ? raw : JSON.stringify(json)
  const type = json === undefined ? {} : { 'Content-Type': 'application/json' }
  const init = { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body, duplex: 'half' }) }
  return new Request(`http://shop.example${path}`, init as RequestInit)
}

/** The cookie that an answer sets, as a browser sends it back. */
export const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0]?.split(';')[0] ?? ''
