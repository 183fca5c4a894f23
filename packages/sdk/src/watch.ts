import { partsOf, type QueryOf } from './contract.ts'
import { guard, unexpected } from './problem.ts'
import { backoff, isPassing, sleep } from './retry.ts'
import type { Send } from './send.ts'
import { type Message, messagesOf } from './sse.ts'

type LiveQuery = QueryOf<'GET /live'>

/** Something that happened in the shop. It is thin: read the rest of what it is about. */
export interface ShopEvent {
  /** Grows from event to event; give it as `from` to go on behind it. */
  readonly number: number
  /** `stock.changed`; `reset` when events were missed that are no longer kept, so that everything is to be read anew. */
  readonly name: string
  readonly id: string
  /** Id of the thing it is about. */
  readonly aggregate: string
  readonly occurredAt: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface WatchOptions {
  /** Names of events or their first part: `stock`, `product.updated`. All when left out. */
  readonly topics?: readonly string[] | undefined
  /** Only events about these ids. */
  readonly aggregates?: readonly string[] | undefined
  /** Number of the last event that is known; only what comes from now on when left out. */
  readonly from?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface WatchCallbacks {
  readonly onEvent: (event: ShopEvent) => void
  /** The shop refused for good, or `onEvent` threw. */
  readonly onError?: ((error: unknown) => void) | undefined
}

export interface Watch {
  /** Calls back until the function that it returns is called, or `signal` aborts. */
  (options: WatchOptions & WatchCallbacks): () => void
  /** `for await (const event of shop.watch({ topics: ['stock'] }))`; ends when `signal` aborts. */
  (options?: WatchOptions): AsyncGenerator<ShopEvent, void, undefined>
}

export function watchOf(send: Send): Watch {
  return ((options: WatchOptions & Partial<WatchCallbacks> = {}) => {
    const { onEvent, onError, signal } = options
    if (onEvent === undefined) return follow(send, options)
    const { stop, ...line } = lineOf(signal)
    forward(follow(send, { ...options, ...line }), onEvent).catch(onError)
    return stop
  }) as Watch
}

async function forward(events: AsyncIterable<ShopEvent>, onEvent: (event: ShopEvent) => void): Promise<void> {
  for await (const event of events) onEvent(event)
}

/** Comes back after every break and goes on where it stopped, later each time; only a refusal ends it. */
async function* follow(send: Send, options: WatchOptions): AsyncGenerator<ShopEvent, void, undefined> {
  const { signal } = options
  let last = options.from
  for (let breaks = 0; !signal?.aborted; breaks++) {
    let pause = 0
    try {
      for await (const { id, event, data } of connection(send, options, last)) {
        breaks = 0
        if (id !== '') last = Number(id)
        const number = last ?? 0
        if (data) yield { number, name: event, id: '', aggregate: '', occurredAt: '', data: {}, ...JSON.parse(data) }
      }
    } catch (error) {
      if (isFinal(error)) throw error
      if (guard(error)) pause = error.retryAfter ?? 0
    }
    await sleep(pause + backoff(breaks), signal).catch(() => undefined)
  }
}

/** A broken line, a shop that restarts or is too busy pass; what is wrong with the request does not. */
function isFinal(error: unknown): boolean {
  return guard(error) && error.status > 0 && error.status < 500 && !isPassing(error)
}

/** The shop sends a sign of life every 15 seconds. */
const SILENCE = 45_000

async function* connection(
  send: Send,
  { topics: topic, aggregates: aggregate, signal }: WatchOptions,
  last: number | undefined,
): AsyncGenerator<Message, void, undefined> {
  const line = lineOf(signal)
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(line.stop, SILENCE)
  }
  try {
    const headers = { Accept: 'text/event-stream', 'Last-Event-ID': last?.toString() }
    const outgoing = { ...partsOf('GET /live'), query: { topic, aggregate } satisfies Loose<LiveQuery>, isRaw: true }
    const response = (await send(outgoing, { headers, retries: 0, signal: line.signal })) as Response
    const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream')
    if (!isStream || response.body === null) throw unexpected(response)
    alive()
    yield* messagesOf(response.body, alive)
  } finally {
    clearTimeout(timer)
    line.stop()
  }
}

type Loose<Query> = { readonly [Name in keyof Query]?: Readonly<Query[Name]> | undefined }

/** A signal that can be stopped by itself, and stops with the outer one. */
function lineOf(outer: AbortSignal | undefined): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController()
  const stop = () => {
    outer?.removeEventListener('abort', stop)
    controller.abort()
  }
  if (outer?.aborted) stop()
  else outer?.addEventListener('abort', stop)
  return { signal: controller.signal, stop }
}
