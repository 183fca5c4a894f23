import { signMessage } from '../../payments/index.ts'
import { type Knobs, latencyOf } from './knobs.ts'

/** Where a platform's messages go, and what signs them (`whsec_` and base64). */
export interface HookTarget {
  readonly url: string
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

export interface Hooks {
  /** Sends a message, with the faults of the knobs. */
  send(target: HookTarget, message: HookMessage): void
  readonly deliveries: () => readonly HookDelivery[]
  /** Messages that are not through yet. */
  readonly waiting: () => number
  close(): void
}

interface HookMessage {
  readonly id: string
  readonly type: string
  readonly body: unknown
}

interface Sending {
  readonly target: HookTarget
  readonly message: HookMessage
  readonly isForged: boolean
  readonly delivery: { state: HookDelivery['state']; tries: (number | null)[] }
}

/** Milliseconds before each further try. */
const PAUSES = [100, 400, 1_500, 5_000, 15_000]
/** Platforms give a shop this long to answer. */
const DEADLINE = 5_000
const KEPT = 1_000
const FOREIGN = `whsec_${Buffer.from('a secret of somebody else').toString('base64')}`

/** Sends messages as Standard Webhooks, tries again while they are not taken, and loses, doubles, delays, reorders and forges them as the knobs say. */
export function createHooks({
  now,
  random,
  knobs,
  fetch,
}: {
  readonly now: () => number
  readonly random: () => number
  readonly knobs: () => Knobs
  readonly fetch: typeof globalThis.fetch
}): Hooks {
  const deliveries: HookDelivery[] = []
  const timers = new Set<NodeJS.Timeout>()
  const stop = new AbortController()
  let held: Sending[] = []

  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  const attempt = async (sending: Sending): Promise<void> => {
    const { target, message, delivery, isForged } = sending
    const number = delivery.tries.length
    const body = JSON.stringify(message.body)
    const secret = isForged && number === 0 ? FOREIGN : target.secret
    const { sign = signMessage } = target
    const headers = { 'content-type': 'application/json', ...sign(secret, { id: message.id, at: now(), body }) }
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE)])
    const answer = await fetch(target.url, { method: 'POST', headers, body, signal }).catch(() => undefined)
    await answer?.body?.cancel()
    delivery.tries.push(answer?.status ?? null)
    if (answer?.ok) delivery.state = 'delivered'
    else if (number >= PAUSES.length || stop.signal.aborted) delivery.state = 'given up'
    else later(PAUSES[number] ?? 0, () => void attempt(sending))
  }

  const release = () => {
    const waiting = held
    held = []
    for (const sending of waiting) void attempt(sending)
  }

  return {
    deliveries: () => deliveries,
    waiting: () => deliveries.filter(({ state }) => state === 'waiting').length,
    close() {
      stop.abort()
      for (const timer of timers) clearTimeout(timer)
    },
    send(target, message) {
      const faults = knobs().hooks
      const hits = (chance: number | undefined) => chance !== undefined && chance > 0 && random() < chance
      for (let copies = hits(faults.duplicate) ? 2 : 1; copies > 0; copies -= 1) {
        const delivery: HookDelivery & Sending['delivery'] = {
          id: message.id,
          type: message.type,
          url: target.url,
          tries: [],
          state: hits(faults.lost) ? 'lost' : 'waiting',
        }
        deliveries.push(delivery)
        if (deliveries.length > KEPT) deliveries.shift()
        if (delivery.state === 'lost') continue
        const sending = { target, message, delivery, isForged: hits(faults.forged) }
        if (hits(faults.reordered)) held.push(sending)
        else if (hits(faults.late)) later(latencyOf(faults.lateBy ?? 1_000, random), () => void attempt(sending))
        else void attempt(sending).then(release)
      }
      if (held.length > 0) later(HELD_MOST, release)
    },
  }
}

/** What is held back goes out after this time when no other message comes. */
const HELD_MOST = 1_000
