import { createHookSender, type HookDelivery, type HookMessage, type HookTarget, type Sending } from './hook-sender.ts'
import { type Knobs, latencyOf } from './knobs.ts'
import { refusal } from './refusal.ts'

export interface Hooks {
  /** Sends a message, with the faults of the knobs. */
  send(target: HookTarget, message: HookMessage): void
  /** Sends a message again, with its id of before. */
  replay(id: string): void
  readonly deliveries: () => readonly HookDelivery[]
  /** Messages that are not through yet. */
  readonly waiting: () => number
  close(): void
}

type Sent = Pick<Sending, 'target' | 'message'>

const KEPT = 1_000
/** What is held back goes out after this time when no other message comes. */
const HELD_MOST = 1_000

/** Sends messages again while they are not taken, and loses, doubles, delays, reorders and forges them as the knobs say. */
export function createHooks({
  random,
  knobs,
  ...sending
}: {
  readonly now: () => number
  readonly random: () => number
  readonly knobs: () => Knobs
  readonly fetch: typeof globalThis.fetch
}): Hooks {
  const sender = createHookSender(sending)
  const deliveries: (HookDelivery & Sending['delivery'])[] = []
  const sent = new Map<string, Sent>()
  let held: Sending[] = []

  const release = () => {
    const waiting = held
    held = []
    for (const one of waiting) void sender.attempt(one)
  }
  const hits = (chance = 0) => chance > 0 && random() < chance
  const sendOne = ({ target, message }: Sent) => {
    const { lost, forged, reordered, late, lateBy = HELD_MOST } = knobs().hooks
    const state = hits(lost) ? 'lost' : 'waiting'
    const delivery: (typeof deliveries)[number] = {
      id: message.id,
      type: message.type,
      url: target.url,
      tries: [],
      state,
    }
    deliveries.push(delivery)
    if (deliveries.length > KEPT) deliveries.shift()
    if (state === 'lost') return
    const one = { target, message, delivery, isForged: hits(forged) }
    if (hits(reordered)) held.push(one)
    else if (hits(late)) sender.later(latencyOf(lateBy, random), () => void sender.attempt(one))
    else void sender.attempt(one).then(release)
  }

  const hooks: Hooks = {
    deliveries: () => deliveries,
    waiting: () => deliveries.filter(({ state }) => state === 'waiting').length,
    close: sender.close,
    replay(id) {
      const old = sent.get(id)
      if (old === undefined)
        throw refusal({ status: 404, code: 'UNKNOWN_MESSAGE', message: `No message ${id} was sent.` })
      hooks.send(old.target, old.message)
    },
    send(target, message) {
      remember(sent, { target, message })
      for (let copies = hits(knobs().hooks.duplicate) ? 2 : 1; copies > 0; copies -= 1) sendOne({ target, message })
      if (held.length > 0) sender.later(HELD_MOST, release)
    },
  }
  return hooks
}

/** The newest thousand can be sent again. */
function remember(sent: Map<string, Sent>, one: Sent): void {
  sent.set(one.message.id, one)
  const [oldest] = sent.keys()
  if (sent.size > KEPT && oldest !== undefined) sent.delete(oldest)
}
