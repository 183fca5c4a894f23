import { asc, gt } from 'drizzle-orm'
import { type App, type Database, param, query, SECOND } from '../kernel/index.ts'
import { headNumber } from './consumers.ts'
import { EVENTS, type RecordedEvent } from './event.ts'
import { events } from './schema.ts'

/** Told of every commit's events, in order, and when the shop closes. */
export interface Follower {
  events(found: readonly RecordedEvent[]): void
  close(): void
}

interface Tail {
  readonly followers: Set<Follower>
  /** Set while it runs; resolves when it knows where the head is. */
  ready: Promise<void> | undefined
  last: number
  isReading: boolean
  isAgain: boolean
  stop: () => void
}

const CHUNK = 200

/** All events after a number, whatever their name. */
export const everyEventAfter = query((q) =>
  q
    .select()
    .from(events)
    .where(gt(events.number, param('after')))
    .orderBy(asc(events.number))
    .limit(CHUNK),
)

const tails = new WeakMap<Database, Tail>()

/**
 * Follows what is committed from now on, by this process (at once) or another (within a second). One reader serves all followers.
 * What is committed after `ready` is told to the follower.
 */
export function follow(app: App, follower: Follower): { ready: Promise<void>; leave: () => void } {
  const tail = tails.get(app.db) ?? newTail(app.db)
  tail.followers.add(follower)
  tail.ready ??= begin(app, tail)
  const leave = () => {
    if (!tail.followers.delete(follower) || tail.followers.size > 0) return
    tail.stop()
    tail.ready = undefined
  }
  return { ready: tail.ready, leave }
}

function newTail(db: Database): Tail {
  const tail: Tail = {
    followers: new Set(),
    ready: undefined,
    last: 0,
    isReading: false,
    isAgain: false,
    stop: () => undefined,
  }
  tails.set(db, tail)
  return tail
}

/** How many follow the events of this app. */
export function followersOf(app: Pick<App, 'db'>): number {
  return tails.get(app.db)?.followers.size ?? 0
}

/** Ends all live streams; part of shutting down. */
export function closeFollowers(app: Pick<App, 'db'>): void {
  for (const follower of [...(tails.get(app.db)?.followers ?? [])]) follower.close()
}

async function begin(app: App, tail: Tail): Promise<void> {
  const read = () => void readOn(app, tail)
  const unlisten = app.db.afterCommit((_command, touched) => {
    if (touched.has(EVENTS)) read()
  })
  const timer = setInterval(read, SECOND)
  timer.unref()
  tail.stop = () => {
    unlisten()
    clearInterval(timer)
  }
  tail.last = Number.MAX_SAFE_INTEGER
  tail.last = (await app.db.get(headNumber))?.number ?? 0
}

async function readOn(app: App, tail: Tail): Promise<void> {
  tail.isAgain = true
  if (tail.isReading) return
  tail.isReading = true
  try {
    while (tail.isAgain && tail.followers.size > 0) {
      tail.isAgain = false
      const found = await app.db.all(everyEventAfter, { after: tail.last })
      const last = found.at(-1)
      if (last === undefined) break
      tail.last = last.number
      for (const follower of [...tail.followers]) follower.events(found)
      tail.isAgain ||= found.length === CHUNK
    }
  } catch (err) {
    app.log.error({ err }, 'live streams could not read events; they read again')
  } finally {
    tail.isReading = false
  }
}
