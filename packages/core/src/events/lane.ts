import { type App, failpoint, list } from '../kernel/index.ts'
import { backoff } from './backoff.ts'
import { eventsAfter, headNumber, moveCursor, takeConsumer } from './consumers.ts'
import { deliver } from './delivery.ts'
import type { RecordedEvent } from './event.ts'
import { dueParked, isAggregateParked, park, parkAgain, unpark } from './parked.ts'
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

/** Works off what one subscription has to do now. `held` is false while another process has it. */
export async function workOff(options: LaneOptions): Promise<{ held: boolean }> {
  const { app, subscription, owner, closing } = options
  while (!closing.aborted) {
    const consumer = await takeConsumer(app, { name: subscription.name, owner })
    if (consumer === undefined) return { held: false }
    const retried = await retryDue(options)
    const head = (await app.db.get(headNumber))?.number ?? 0
    const values = { after: consumer.cursor, names: list(subscription.events), limit: BATCH }
    const next = await app.db.all(eventsAfter, values)
    for (const event of next) {
      if (closing.aborted) return { held: true }
      await receive(options, event)
    }
    if (next.length > 0 || retried > 0) continue
    if (head - consumer.cursor >= IDLE_STEP)
      await app.db.batch([moveCursor({ name: subscription.name, owner, number: head })])
    break
  }
  return { held: true }
}

/** An event that is new to the consumer: behind its parked elders, or delivered. The cursor moves in the same batch as the outcome. */
async function receive({ app, subscription, owner, closing }: LaneOptions, event: RecordedEvent): Promise<void> {
  const { name } = subscription
  const move = moveCursor({ name, owner, number: event.number })
  const { aggregate, number } = event
  const now = app.now()
  const row = { consumer: name, number, aggregate, status: 'waiting' as const, attempts: 0, nextAt: now, parkedAt: now }
  if ((await app.db.get(isAggregateParked, { consumer: name, aggregate })) !== undefined)
    return app.db.batch([park(row), move])
  failpoint('dispatch.before')
  const done = await deliver(app, subscription, event, closing)
  failpoint('dispatch.delivered')
  if (done.ok) await app.db.batch([move])
  else if (closing.aborted) return
  else
    await app.db.batch([
      park({ ...row, ...failure(app, subscription, { event, attempts: 1, error: done.error }) }),
      move,
    ])
  failpoint('dispatch.moved')
}

async function retryDue({ app, subscription, closing }: LaneOptions): Promise<number> {
  const { name } = subscription
  const due = await app.db.all(dueParked, { consumer: name, now: app.now() })
  for (const { event, attempts } of due) {
    if (closing.aborted) break
    const key = { consumer: name, number: event.number }
    const done = await deliver(app, subscription, event, closing)
    failpoint('dispatch.retried')
    if (done.ok) await app.db.batch([unpark(key)])
    else if (!closing.aborted)
      await app.db.batch([
        parkAgain({ ...key, ...failure(app, subscription, { event, attempts: attempts + 1, error: done.error }) }),
      ])
  }
  return due.length
}

interface Failed {
  readonly event: RecordedEvent
  readonly attempts: number
  readonly error: string
}

/** Later, or given up: a dead letter no longer holds up its aggregate and waits for a person. */
function failure(app: App, { name, attempts: most }: Subscription, { event, attempts, error }: Failed) {
  const isDead = attempts >= most
  if (isDead) app.log.error({ subscription: name, event: event.id, attempts }, 'an event became a dead letter')
  const nextAt = app.now() + backoff(attempts, `${name}/${event.id}`)
  return { status: isDead ? ('dead' as const) : ('waiting' as const), attempts, nextAt, error }
}
