import type { Logger } from '../../log.ts'
import { type Clock, SECOND } from '../../time.ts'
import type { Database } from '../database.ts'

/** The time of a database server, kept without asking it for every look. */
export interface ServerClock {
  readonly now: Clock
  /** Asks no more. */
  stop(): void
}

export interface ServerClockOptions {
  readonly log?: Logger
  /** Milliseconds that never go back nor jump, from any beginning. */
  readonly elapsed?: Clock
}

/** What one answer proves: the server's time was between `from` and `to` when this process' count stood at zero. */
interface Bounds {
  readonly from: number
  readonly to: number
}

/** Days since noon in Greenwich, 4714 BC; every SQLite knows them to the millisecond. */
const NOW = "select cast(round((julianday('now') - 2440587.5) * 86400000) as integer)"
const ASKED_AT_FIRST = 3
const ASK_EVERY = 30 * SECOND
/** A step back below this is waited out, so that time stands still for a moment instead of going back. */
const SMALL = SECOND

/**
 * The clock that all processes of a shop on one server share: what one of them wrote ends at the same moment for the others, however much
 * the clocks of their machines differ or jump. It counts on by itself and is put right only as far as an answer of the server proves it
 * wrong. A jump of the server's own clock is followed within half a minute. Throws when the server does not answer at the beginning.
 */
export async function openServerClock(
  db: Pick<Database, 'raw'>,
  { log, elapsed = () => performance.now() }: ServerClockOptions = {},
): Promise<ServerClock> {
  let offset = middle(await best(db, elapsed))
  let latest = Number.NEGATIVE_INFINITY
  const correct = async () => {
    const right = nearest(offset, await ask(db, elapsed))
    if (Math.abs(right - offset) > SMALL)
      log?.warn({ byMs: Math.round(right - offset) }, "the database server's clock was set; the shop follows it")
    offset = right
  }
  const timer = setInterval(() => {
    correct().catch((err) => log?.warn({ err }, 'the database server was not asked for its time'))
  }, ASK_EVERY)
  timer.unref()
  return {
    now() {
      const time = Math.floor(elapsed() + offset)
      if (time > latest || time < latest - SMALL) latest = time
      return latest
    },
    stop: () => clearInterval(timer),
  }
}

/** The answer that came fastest says most; the first one pays for the connection. */
async function best(db: Pick<Database, 'raw'>, elapsed: Clock): Promise<Bounds> {
  const answers: Bounds[] = []
  while (answers.length < ASKED_AT_FIRST) answers.push(await ask(db, elapsed))
  return answers.reduce((one, other) => (other.to - other.from < one.to - one.from ? other : one))
}

async function ask(db: Pick<Database, 'raw'>, elapsed: Clock): Promise<Bounds> {
  const asked = elapsed()
  const time = Number((await db.raw(NOW))[0]?.[0])
  return { from: time - elapsed(), to: time - asked }
}

const middle = ({ from, to }: Bounds) => (from + to) / 2

const nearest = (offset: number, { from, to }: Bounds) => Math.min(to, Math.max(from, offset))
