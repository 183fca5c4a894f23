import { type App, type Context, OWED, system, wordsOf } from '../kernel/index.ts'
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
  const deadline = deadlineOf(timeout, closing)
  try {
    await Promise.race([run(event, contextFor(app, { name, event, deadline })), deadline.passed])
    return { ok: true }
  } catch (err) {
    app.log.warn({ err, subscription: name, event: event.id }, 'a subscription failed')
    return { ok: false, error: wordsOf(err) }
  } finally {
    deadline.end()
  }
}

interface Deadline {
  /** Rejects when the time is over or the shop closes. */
  readonly passed: Promise<never>
  /** The same as a signal; made when somebody asks for it, since few do. */
  readonly signal: AbortSignal
  end(): void
}

function deadlineOf(timeout: number, closing: AbortSignal): Deadline {
  let controller: AbortController | undefined
  let fail: (reason: unknown) => void = () => undefined
  const passed = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  const cut = (reason: unknown) => {
    fail(reason)
    controller?.abort(reason)
  }
  const timer = setTimeout(() => cut(new Error(`took longer than ${timeout} ms`)), timeout)
  const close = () => cut(closing.reason)
  closing.addEventListener('abort', close, { once: true })
  return {
    passed,
    get signal() {
      controller ??= new AbortController()
      return controller.signal
    },
    end() {
      clearTimeout(timer)
      closing.removeEventListener('abort', close)
    },
  }
}

function contextFor(
  app: App,
  { name, event, deadline }: { name: string; event: RecordedEvent; deadline: Deadline },
): Context {
  const request = {
    ...OWED,
    id: app.newId('req'),
    command: { id: `sub/${name}/${event.id}`, fingerprint: event.id, uses: 0, replayed: false, isNew: true },
    get signal() {
      return deadline.signal
    },
  }
  return { ...app, actor: system, request }
}
