import { type App, failpoint, OWED } from '../kernel/index.ts'
import { headNumber, moveCursor } from './consumers.ts'
import { deliver } from './delivery.ts'
import { failure } from './failure.ts'
import { dueParked, parkAgain, unpark } from './parked.ts'
import { receive } from './receive.ts'
import type { Subscription } from './subscription.ts'
import { takeConsumer } from './taken.ts'

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
  const { app, closing } = options
  const taking = { ...options, limit: BATCH }
  for (let isMore = true, { isDue } = options; isMore && !closing.aborted; ) {
    let taken = await takeConsumer(app, taking)
    if (taken === undefined) return { held: false }
    if (isDue) {
      isDue = (await retryDue(options)) > 0
      // What was tried again may stand in nobody's way any more.
      taken = (await takeConsumer(app, taking)) ?? { ...taken, next: [] }
    }
    const { cursor, next } = taken
    await receive(options, next)
    if (next.length === 0) await follow(options, cursor)
    isMore = isDue || next.length === BATCH
  }
  return { held: true }
}

/** The head is read first: what is committed after it and is for this consumer must not be passed over. */
async function follow(options: LaneOptions, cursor: number): Promise<void> {
  const { app, subscription, owner } = options
  const head = (await app.db.get(headNumber))?.number ?? 0
  if (head - cursor < IDLE_STEP) return
  const taken = await takeConsumer(app, { subscription, owner, limit: 1 })
  if (taken === undefined || taken.next.length > 0) return
  await app.db.batch([moveCursor({ name: subscription.name, owner, number: head })], OWED)
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
