import { type App, failpoint, list, OWED } from '../kernel/index.ts'
import { eventsAfter, headNumber, moveCursor, takeConsumer } from './consumers.ts'
import { deliver } from './delivery.ts'
import { failure } from './failure.ts'
import { dueParked, parkAgain, unpark } from './parked.ts'
import { receive } from './receive.ts'
import type { Subscription } from './subscription.ts'

export interface LaneOptions {
  readonly app: App
  readonly subscription: Subscription
  /** The process, as leases name it. */
  readonly owner: string
  readonly closing: AbortSignal
}

const BATCH = 100
/** An idle consumer follows the head in steps of this many events, so that pruning can go on without a write per event. */
export const IDLE_STEP = 500

/**
 * Works off what one subscription has to do now, with what failed before when that is due. `held` is false while another process has it.
 * What is committed meanwhile makes the desk ask again.
 */
export async function workOff(options: LaneOptions & { readonly isDue: boolean }): Promise<{ held: boolean }> {
  const { app, subscription, owner, closing } = options
  for (let isMore = true, { isDue } = options; isMore && !closing.aborted; ) {
    const consumer = await takeConsumer(app, { name: subscription.name, owner })
    if (consumer === undefined) return { held: false }
    isDue &&= (await retryDue(options)) > 0
    const values = { after: consumer.cursor, names: list(subscription.events), limit: BATCH }
    const next = await app.db.all(eventsAfter, values)
    await receive(options, next)
    if (next.length === 0) await follow(options, consumer.cursor)
    isMore = isDue || next.length === BATCH
  }
  return { held: true }
}

/** The head is read first: what is committed after it and is for this consumer must not be passed over. */
async function follow({ app, subscription, owner }: LaneOptions, cursor: number): Promise<void> {
  const { name, events } = subscription
  const head = (await app.db.get(headNumber))?.number ?? 0
  if (head - cursor < IDLE_STEP) return
  const missed = await app.db.get(eventsAfter, { after: cursor, names: list(events), limit: 1 })
  if (missed === undefined) await app.db.batch([moveCursor({ name, owner, number: head })], OWED)
}

async function retryDue({ app, subscription, closing }: LaneOptions): Promise<number> {
  const { name } = subscription
  const due = await app.db.all(dueParked, { consumer: name, now: app.now() })
  for (const { event, attempts } of due) {
    if (closing.aborted) break
    const key = { consumer: name, number: event.number }
    const done = await deliver(app, subscription, event, closing)
    failpoint('dispatch.retried')
    if (done.ok) await app.db.batch([unpark(key)], OWED)
    else if (!closing.aborted)
      await app.db.batch(
        [parkAgain({ ...key, ...failure(app, subscription, { event, attempts: attempts + 1, error: done.error }) })],
        OWED,
      )
  }
  return due.length
}
