import { failpoint, OWED, type Statement } from '../kernel/index.ts'
import { moveCursor } from './consumers.ts'
import { deliver } from './delivery.ts'
import type { RecordedEvent } from './event.ts'
import { failure } from './failure.ts'
import type { LaneOptions } from './lane.ts'
import { park } from './parked.ts'
import type { Next } from './taken.ts'

/** Milliseconds of work after which the cursor is written although more events are at hand: what a death repeats stays small. */
const SAVE_EVERY = 100

/** Events that one consumer takes from the log in one go, and how far it has come with them. */
interface Stretch extends LaneOptions {
  readonly events: readonly RecordedEvent[]
  /** Aggregates with an event that waits, so that the later ones go behind it. */
  readonly waiting: Set<string>
  readonly finished: Set<number>
  /** Rows of what has to wait, by number; written together with the cursor that passes it. */
  readonly parking: Map<number, Statement>
  saved: number
}

/**
 * Delivers events that are new to the consumer: in order within an aggregate, up to `atOnce` aggregates at the same time. The cursor moves
 * behind what is finished, once for many; after a death the rest is delivered again, and finds its commands done.
 */
export async function receive(options: LaneOptions, next: readonly Next[]): Promise<void> {
  if (next.length === 0) return
  const stretch: Stretch = {
    ...options,
    events: next.map(({ event }) => event),
    waiting: new Set(next.flatMap(({ event, isBehind }) => (isBehind ? [event.aggregate] : []))),
    finished: new Set(),
    parking: new Map(),
    saved: 0,
  }
  const running = new Set<Promise<void>>()
  try {
    await takeAll(stretch, running)
    await Promise.all(running)
  } finally {
    await Promise.allSettled(running)
  }
  await save(stretch)
}

async function takeAll(stretch: Stretch, running: Set<Promise<void>>): Promise<void> {
  const { events, subscription, closing } = stretch
  const last = new Map<string, Promise<void>>()
  let savedAt = performance.now()
  for (const event of events) {
    if (running.size >= subscription.atOnce) await Promise.race(running)
    if (closing.aborted) return
    if (performance.now() - savedAt > SAVE_EVERY) {
      await save(stretch)
      savedAt = performance.now()
    }
    const task = take(stretch, event, last.get(event.aggregate)).finally(() => running.delete(task))
    running.add(task)
    last.set(event.aggregate, task)
  }
}

/** Delivers one event, or parks it: behind its elders, or because it failed. Not finished when the shop closes meanwhile. */
async function take(stretch: Stretch, event: RecordedEvent, before: Promise<void> | undefined): Promise<void> {
  await before
  const { app, subscription, closing, waiting, finished, parking } = stretch
  const { aggregate, number } = event
  const now = app.now()
  const row = { consumer: subscription.name, number, aggregate, parkedAt: now }
  if (waiting.has(aggregate)) parking.set(number, park({ ...row, status: 'waiting', attempts: 0, nextAt: now }))
  else {
    failpoint('dispatch.before')
    const done = await deliver(app, subscription, event, closing)
    failpoint('dispatch.delivered')
    if (!done.ok) {
      if (closing.aborted) return
      const failed = failure(app, subscription, { event, attempts: 1, error: done.error })
      if (failed.status === 'waiting') waiting.add(aggregate)
      parking.set(number, park({ ...row, ...failed }))
    }
  }
  finished.add(number)
}

/** The cursor goes behind the last event that has no unfinished one before it; what failed beyond it fails again after a death. */
async function save(stretch: Stretch): Promise<void> {
  const { app, subscription, owner, events, finished, parking, saved } = stretch
  let passed = saved
  while (passed < events.length && finished.has((events[passed] as RecordedEvent).number)) passed += 1
  if (passed === saved) return
  const numbers = events.slice(saved, passed).map(({ number }) => number)
  const parked = numbers.flatMap((number) => parking.get(number) ?? [])
  stretch.saved = passed
  const move = moveCursor({ name: subscription.name, owner, number: numbers.at(-1) as number })
  await app.db.batch([...parked, move], OWED)
  failpoint('dispatch.moved')
}
