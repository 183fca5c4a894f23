import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { App } from '../context.ts'
import { wordsOf } from '../log.ts'
import { BLOCKED, pinnedLookup, publicAddresses, resolverOf } from './resolve.ts'
import { isChosenInside, readTarget } from './target.ts'

export interface OutsidePost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Milliseconds for everything: name, connection, answer. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/** What came of a call; nothing is thrown. `durationMs` until the answer was there, or until it failed. */
export type OutsideAnswer = Answered | Failed<'blocked'> | Failed<'timeout'> | Failed<'unreachable'> | Failed<'aborted'>

interface Answered {
  readonly kind: 'answered'
  readonly durationMs: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** At most 4 096 bytes of it. */
  readonly body: string
}

interface Failed<Kind extends string> {
  readonly kind: Kind
  readonly durationMs: number
  readonly error: string
}

const MOST_BODY = 4_096
/** So long the beginning of a body is waited for: whether it was taken is known before. */
const BODY_PATIENCE = 1_000
const MOST_HEADERS = 16_384

/**
 * POST to an address that somebody else chose. It connects only to public addresses (or hosts of `privateHost`), to the very
 * address that was checked, follows no redirects, takes 4 KB of an answer and ends at its deadline, however slowly the other side drips.
 */
export async function postOutside(
  shop: Pick<App, 'extensions' | 'settings'>,
  post: OutsidePost,
): Promise<OutsideAnswer> {
  const began = performance.now()
  const done = <T extends object>(answer: T) => ({ ...answer, durationMs: Math.round(performance.now() - began) })
  const url = readTarget(post.url, shop)
  if (!(url instanceof URL)) return done({ kind: 'blocked', error: `The address ${url.message}.` })
  const deadline = AbortSignal.timeout(post.timeout)
  const signal = post.signal === undefined ? deadline : AbortSignal.any([deadline, post.signal])
  try {
    const response = await send(shop, url, { ...post, signal })
    const answered = done({ kind: 'answered' as const, status: response.statusCode ?? 0, headers: headersOf(response) })
    return { ...answered, body: await beginningOf(response, signal) }
  } catch (error) {
    if (post.signal?.aborted === true) return done({ kind: 'aborted', error: 'The shop is closing.' })
    if (deadline.aborted) return done({ kind: 'timeout', error: `No answer within ${post.timeout} ms.` })
    if ((error as NodeJS.ErrnoException).code === BLOCKED) return done({ kind: 'blocked', error: wordsOf(error) })
    return done({ kind: 'unreachable', error: wordsOf(error) })
  }
}

function send(
  shop: Pick<App, 'extensions' | 'settings'>,
  url: URL,
  { headers, body, signal }: Pick<OutsidePost, 'headers' | 'body'> & { readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  const resolve = resolverOf(shop)
  const isChosen = isChosenInside(url, shop)
  const lookup = pinnedLookup((name) => (isChosen ? resolve(name) : publicAddresses(resolve, name)))
  const options = {
    method: 'POST',
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    agent: false,
    lookup,
    signal,
    maxHeaderSize: MOST_HEADERS,
  } as const
  return new Promise((fulfil, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options)
    request.once('response', fulfil)
    request.on('error', reject)
    request.end(body)
  })
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const all = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(all)
}

/** The connection ends with it: nobody waits for the rest, or for one who never finishes. */
async function beginningOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  const patience = setTimeout(() => response.destroy(), BODY_PATIENCE)
  const cut = () => response.destroy()
  signal.addEventListener('abort', cut, { once: true })
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size >= MOST_BODY) break
    }
  } catch {
    // What came until then is all that is kept.
  } finally {
    clearTimeout(patience)
    signal.removeEventListener('abort', cut)
    response.destroy()
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_BODY))
}
