import { type App, coalesced, SECOND } from '../../kernel/index.ts'
import { type ConnectionRow, connectionById } from '../connection-rows.ts'
import { bucketsOf, circuitOf, type Halt } from '../lane/index.ts'
import type { InstalledChannel } from '../point.ts'
import { dueLanes, type Lane } from './due.ts'
import { runLane } from './run-lane.ts'

/** What this process does for one connection. */
export interface Worker {
  readonly connectionId: string
  /** Looks whether something is due, and begins it. */
  readonly wake: () => void
  /** Whether something runs. */
  readonly isBusy: () => boolean
  /** When it last had something to do. */
  readonly busyAt: () => number
  /** Resolves when what is due at this moment was done. */
  readonly idle: () => Promise<void>
  /** Begins nothing more, aborts what runs, and waits for it. */
  readonly stop: () => Promise<void>
}

export interface WorkerOptions {
  readonly app: App
  readonly connection: ConnectionRow
  readonly installed: InstalledChannel
}

/** After a lane failed by itself, it is left alone so long. */
const REST = 5 * SECOND
/** A platform that throttles, or fails, without saying for how long. */
const THROTTLED = 5 * SECOND

/** Whatever a channel says, it is not asked again at once. The circuit, and a refusal of the account, have ends of their own. */
function restAfter({ kind, code, retryAt = 0 }: Halt['halt'], now: number): number {
  return kind === 'auth' || code === 'circuit' ? 0 : Math.max(retryAt > 0 ? retryAt : now + THROTTLED, now + SECOND)
}

export async function startWorker({ app, connection, installed }: WorkerOptions): Promise<Worker> {
  const closing = new AbortController()
  const circuit = circuitOf(app, connection.id)
  await circuit.load()
  const buckets = bucketsOf(app, connection.id, installed.channel.limits ?? {})
  const running = new Map<Lane, Promise<void>>()
  const quietUntil = new Map<Lane, number>()
  let busyAt = app.now()

  const begin = (row: ConnectionRow, lane: Lane) => {
    const run = { app, connection: row, installed, circuit, buckets, signal: closing.signal }
    const work = runLane(lane, run)
      .then((halt) => {
        if (halt !== undefined) quietUntil.set(lane, restAfter(halt, app.now()))
      })
      .catch((err) => {
        quietUntil.set(lane, app.now() + REST)
        app.log.error({ err, connection: row.id, lane }, 'a lane of a channel failed; it is tried again')
      })
      .finally(() => {
        running.delete(lane)
        busyAt = app.now()
        wake()
      })
    running.set(lane, work)
  }

  const lookOnce = async (): Promise<boolean> => {
    const now = app.now()
    // Somebody may have mended it: what stopped the work is read again.
    if (circuit.opensAgainAt() > now) await circuit.load()
    if (closing.signal.aborted || circuit.opensAgainAt() > now) return false
    const lanes = (await dueLanes(app, { connectionId: connection.id, channel: installed.channel })).filter(
      (lane) => !running.has(lane) && (quietUntil.get(lane) ?? 0) <= now,
    )
    if (lanes.length === 0 || closing.signal.aborted) return false
    const row = await app.db.get(connectionById, { id: connection.id })
    if (row === undefined || row.status !== 'live' || closing.signal.aborted) return false
    // Somebody else may have looked at the same time.
    const idle = lanes.filter((lane) => !running.has(lane))
    for (const lane of circuit.isProbing() ? idle.slice(0, running.size === 0 ? 1 : 0) : idle) begin(row, lane)
    return idle.length > 0
  }
  const look = async () => {
    try {
      return await lookOnce()
    } catch (err) {
      if (!closing.signal.aborted)
        app.log.error({ err, connection: connection.id }, 'a channel could not be looked after')
      return false
    }
  }
  const wake = coalesced<void>(
    async () => void (await look()),
    () => undefined,
  )
  return {
    connectionId: connection.id,
    wake: () => wake(),
    isBusy: () => running.size > 0,
    busyAt: () => busyAt,
    async idle() {
      for (;;) {
        await Promise.all(running.values())
        const isBegun = await look()
        if (!isBegun && running.size === 0) return
      }
    },
    async stop() {
      closing.abort(new Error('the work for this connection ends'))
      await Promise.all(running.values())
    },
  }
}
