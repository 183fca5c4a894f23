import { type App, type Context, isProblem, systemContext } from '../kernel/index.ts'
import type { RecordedEvent } from './event.ts'
import type { Subscription } from './subscription.ts'

/** What a delivery ended with; errors are told in words that may be stored. */
export type Delivered = { readonly ok: true } | { readonly ok: false; readonly error: string }

/**
 * Runs a subscription for one event. The command of the context is preset, so that each `run` inside derives its id from
 * (subscription, event, position): a second delivery finds the commands of the first and changes nothing.
 */
export async function deliver(
  app: App,
  { name, run, timeout }: Subscription,
  event: RecordedEvent,
  closing: AbortSignal,
): Promise<Delivered> {
  const cut = new AbortController()
  const timer = setTimeout(() => cut.abort(new Error(`took longer than ${timeout} ms`)), timeout)
  const close = () => cut.abort(closing.reason)
  closing.addEventListener('abort', close, { once: true })
  try {
    await Promise.race([run(event, contextFor(app, { name, event, signal: cut.signal })), rejectWhen(cut.signal)])
    return { ok: true }
  } catch (err) {
    app.log.warn({ err, subscription: name, event: event.id }, 'a subscription failed')
    return { ok: false, error: wordsOf(err) }
  } finally {
    clearTimeout(timer)
    closing.removeEventListener('abort', close)
  }
}

function contextFor(
  app: App,
  { name, event, signal }: { name: string; event: RecordedEvent; signal: AbortSignal },
): Context {
  const command = { id: `sub/${name}/${event.id}`, fingerprint: event.id, uses: 0, replayed: false }
  const ctx = systemContext(app)
  return { ...ctx, request: { ...ctx.request, command, signal } }
}

function rejectWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function wordsOf(error: unknown): string {
  const words = isProblem(error)
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? error.message
      : String(error)
  return words.slice(0, 500)
}
