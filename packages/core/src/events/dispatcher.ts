import { type App, coalesced, SECOND } from '../kernel/index.ts'
import { LEASE, registerConsumers } from './consumers.ts'
import { closeDesk, look, openDesk, renew, settle } from './desk.ts'
import { EVENTS } from './event.ts'
import { type Subscription, subscription } from './subscription.ts'

export interface Dispatcher {
  /** Starts nothing new, waits for what runs (aborting its signal after `grace` ms, default 5 000), gives the leases back. */
  stop(options?: { grace?: number }): Promise<void>
  /** Resolves when everything that can be done at this moment is done. */
  idle(): Promise<void>
}

/** Retries, events of other processes and consumers of dead ones are found at this pace; own commits wake at once. */
const SWEEP = SECOND

/** Milliseconds between two looks while commits follow one another: each look costs reads and a write of every cursor that moves. */
const PAUSE = 50

/**
 * Delivers committed events to all subscriptions of the app, each in a lane of its own. Several processes share the lanes by leases.
 * Resolves when new subscriptions have their cursor: what is committed from then on reaches them.
 */
export async function startDispatcher(app: App): Promise<Dispatcher> {
  const subscriptions = app.extensions.of(subscription)
  refuseDoubles(subscriptions)
  await registerConsumers(app, subscriptions)
  const desk = await openDesk(app, subscriptions)
  /** One look at a time: with a database that does not answer they would pile up. */
  const wake = coalesced(
    (isSweep: boolean) => look(desk, { isSweep }),
    (one, other) => one || other,
  )
  const soon = spaced(() => wake(false))
  const unlisten = app.db.afterCommit((_command, touched) => {
    if (touched.has(EVENTS)) soon()
  })
  const timers = [setInterval(() => wake(true), SWEEP), setInterval(() => void renew(desk), LEASE / 3)]
  for (const timer of timers) timer.unref()
  wake(true)
  return {
    idle: () => settle(desk),
    async stop({ grace = 5 * SECOND } = {}) {
      unlisten()
      for (const timer of timers) clearInterval(timer)
      await closeDesk(desk, grace)
    },
  }
}

/** Work that is done at once, but not again before the pause is over. */
function spaced(work: () => void): () => void {
  let doneAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const now = () => {
    timer = undefined
    doneAt = performance.now()
    work()
  }
  return () => {
    if (timer !== undefined) return
    const left = doneAt + PAUSE - performance.now()
    if (left <= 0) now()
    else timer = setTimeout(now, left).unref()
  }
}

function refuseDoubles(subscriptions: readonly Subscription[]): void {
  const names = subscriptions.map(({ name }) => name)
  const double = names.find((name, at) => names.indexOf(name) !== at)
  if (double !== undefined) throw new Error(`two subscriptions are called ${double}; a name is the key of one cursor`)
}
