import { subscribe } from 'node:diagnostics_channel'
import { type Context, SECOND, turn } from '../../kernel/index.ts'

/** How much goes into one command, at most: rows, and pieces of work (a product, each of its variants). */
export interface Share {
  readonly rows: number
  readonly work: number
}

/** What many commands cost beside their rows is paid less often. */
const ALONE: Share = { rows: 8, work: 40 }
/** Whoever asks meanwhile waits for a few milliseconds. */
const AMONG_OTHERS: Share = { rows: 2, work: 8 }
/** A repeated request must meet its commands again with the rows that they had. */
const REPEATABLE: Share = { rows: 4, work: 16 }

/** Milliseconds without a request after which nobody is thought to be there. */
const ALONE_AFTER = SECOND
/** Milliseconds of a turn of the event loop in which others were served. */
const SERVED = 0.5
const MOST_TURNS = 10

/** The last request to any server of this process; set once somebody wants to know. */
let askedAt: number | undefined

function isAlone(): boolean {
  if (askedAt === undefined) {
    askedAt = performance.now()
    subscribe('http.server.request.start', () => {
      askedAt = performance.now()
    })
  }
  return performance.now() - askedAt > ALONE_AFTER
}

/** How much of long work is done at a time: much while nobody else is there, little and with pauses while somebody is. */
export interface Pace {
  share(): Share
  /** Resolves when others had their turn; while somebody is there, after as much time as the last piece of work took. */
  next(): Promise<void>
}

export function paceOf({ request }: Pick<Context, 'request'>): Pace {
  const isRepeatable = request.command !== undefined
  let began = performance.now()
  return {
    share() {
      if (isRepeatable) return REPEATABLE
      return isAlone() ? ALONE : AMONG_OTHERS
    },
    async next() {
      await turn()
      if (!isAlone()) {
        await pause(performance.now() - began)
        await untilCalm()
      }
      began = performance.now()
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms))
}

/** A request takes some turns: from its bytes to its work to its answer. */
async function untilCalm(): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const began = performance.now()
    await turn()
    if (performance.now() - began < SERVED) return
  }
}
