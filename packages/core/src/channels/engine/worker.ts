import { setMaxListeners } from 'node:events'
import { type App, coalesced, SECOND } from '../../kernel/index.ts'
import { type ConnectionRow, connectionById } from '../connection-rows.ts'
import { type Buckets, bucketsOf, type Circuit, circuitOf, type Halt, type Lease } from '../lane/index.ts'
import type { InstalledChannel } from '../point.ts'
import { dueLanes, type Lane } from './due.ts'
import { runLane } from './run-lane.ts'

/** What this process does for one connection. */
export interface Worker {
  readonly connectionId: string
  readonly lease: Lease
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
  readonly lease: Lease
}

/** After a lane failed by itself, it is left alone so long. */
const REST = 5 * SECOND
/** A platform that throttles, or fails, without saying for how long. */
const THROTTLED = 5 * SECOND

/** Whatever a channel says, it is not asked again at once. The circuit, and a refusal of the account, have ends of their own. */
function restAfter({ kind, code, retryAt = 0 }: Halt['halt'], now: number): number {
  return kind === 'auth' || code === 'circuit' ? 0 : Math.max(retryAt > 0 ? retryAt : now + THROTTLED, now + SECOND)
}

/** A worker from its beginning to its end. */
interface Shift extends WorkerOptions {
  readonly circuit: Circuit
  readonly buckets: Buckets
  readonly closing: AbortController
  readonly running: Map<Lane, Promise<void>>
  readonly quietUntil: Map<Lane, number>
  readonly wake: () => void
  busyAt: number
}

function begin(shift: Shift, connection: ConnectionRow, lane: Lane): void {
  const { app, running, quietUntil, closing } = shift
  const work = runLane(lane, { ...shift, connection, signal: closing.signal })
    .then((halt) => {
      if (halt !== undefined) quietUntil.set(lane, restAfter(halt, app.now()))
    })
    .catch((err) => {
      quietUntil.set(lane, app.now() + REST)
      app.log.error({ err, connection: connection.id, lane }, 'a lane of a channel failed; it is tried again')
    })
    .finally(() => {
      running.delete(lane)
      shift.busyAt = app.now()
      shift.wake()
    })
  running.set(lane, work)
}

/** True when something began. */
async function lookOnce(shift: Shift): Promise<boolean> {
  const { app, connection, installed, circuit, closing, running, quietUntil } = shift
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
  for (const lane of circuit.isProbing() ? idle.slice(0, running.size === 0 ? 1 : 0) : idle) begin(shift, row, lane)
  return idle.length > 0
}

async function look(shift: Shift): Promise<boolean> {
  try {
    return await lookOnce(shift)
  } catch (err) {
    if (!shift.closing.signal.aborted)
      shift.app.log.error({ err, connection: shift.connection.id }, 'a channel could not be looked after')
    return false
  }
}

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { app, connection, installed, lease } = options
  const closing = new AbortController()
  // Every call that is under way listens to it.
  setMaxListeners(0, closing.signal)
  const circuit = circuitOf(app, connection.id)
  await circuit.load()
  const wake = coalesced<void>(
    async () => void (await look(shift)),
    () => undefined,
  )
  const shift: Shift = {
    ...options,
    circuit,
    buckets: bucketsOf(app, connection.id, installed.channel.limits ?? {}),
    closing,
    running: new Map(),
    quietUntil: new Map(),
    wake: () => wake(),
    busyAt: app.now(),
  }
  const { running } = shift
  return {
    connectionId: connection.id,
    lease,
    wake: shift.wake,
    isBusy: () => running.size > 0,
    busyAt: () => shift.busyAt,
    async idle() {
      for (;;) {
        await Promise.all(running.values())
        const isBegun = await look(shift)
        if (!isBegun && running.size === 0) return
      }
    },
    async stop() {
      closing.abort(new Error('the work for this connection ends'))
      await Promise.all(running.values())
    },
  }
}
