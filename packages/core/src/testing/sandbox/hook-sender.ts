import { signMessage } from '../../payments/index.ts'

/** Where a platform's messages go, and what signs them. */
export interface HookTarget {
  readonly url: string
  /** `whsec_` and base64, unless the platform signs in another way. */
  readonly secret: string
  /** How the platform signs; Standard Webhooks when left out. */
  readonly sign?: (
    secret: string,
    message: { readonly id: string; readonly at: number; readonly body: string },
  ) => Readonly<Record<string, string>>
}

/** A message to the shop, and what became of it. */
export interface HookDelivery {
  readonly id: string
  readonly type: string
  readonly url: string
  /** Status of each try; null when nobody answered. */
  readonly tries: readonly (number | null)[]
  readonly state: 'waiting' | 'delivered' | 'given up' | 'lost'
}

export interface HookMessage {
  readonly id: string
  readonly type: string
  readonly body: unknown
}

export interface Sending {
  readonly target: HookTarget
  readonly message: HookMessage
  /** The first try is signed with another secret. */
  readonly isForged: boolean
  readonly delivery: { state: HookDelivery['state']; tries: (number | null)[] }
}

export interface HookSender {
  /** Resolves after the first try; others follow by themselves until the message is taken. */
  attempt(sending: Sending): Promise<void>
  later(ms: number, run: () => void): void
  close(): void
}

/** Milliseconds before each further try. */
const PAUSES = [100, 400, 1_500, 5_000, 15_000]
/** Platforms give a shop this long to answer. */
const DEADLINE = 5_000
const FOREIGN = `whsec_${Buffer.from('a secret of somebody else').toString('base64')}`

export function createHookSender({
  now,
  fetch,
}: {
  readonly now: () => number
  readonly fetch: typeof globalThis.fetch
}): HookSender {
  const timers = new Set<NodeJS.Timeout>()
  const stop = new AbortController()
  const post = async ({ target, message, isForged, delivery }: Sending) => {
    const body = JSON.stringify(message.body)
    const secret = isForged && delivery.tries.length === 0 ? FOREIGN : target.secret
    const { sign = signMessage } = target
    const headers = { 'content-type': 'application/json', ...sign(secret, { id: message.id, at: now(), body }) }
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE)])
    const answer = await fetch(target.url, { method: 'POST', headers, body, signal }).catch(() => undefined)
    await answer?.body?.cancel()
    return answer
  }
  const sender: HookSender = {
    later(ms, run) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timers.add(timer)
    },
    async attempt(sending) {
      const { delivery } = sending
      const pause = PAUSES[delivery.tries.length]
      const answer = await post(sending)
      delivery.tries.push(answer?.status ?? null)
      if (answer?.ok) delivery.state = 'delivered'
      else if (pause === undefined || stop.signal.aborted) delivery.state = 'given up'
      else sender.later(pause, () => void sender.attempt(sending))
    },
    close() {
      stop.abort()
      for (const timer of timers) clearTimeout(timer)
    },
  }
  return sender
}
