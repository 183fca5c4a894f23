import { type App, coalesced, SECOND } from '../../kernel/index.ts'
import { allConnections, CHANNELS, type ConnectionRow } from '../connection-rows.ts'
import { channelPoint, type InstalledChannel } from '../point.ts'
import { dueLanes } from './due.ts'
import { dropLease, LEASE, takeLease } from './lease.ts'
import { startWorker, type Worker } from './worker.ts'

/** The work for all channels in this process. Several processes share the connections by leases. */
export interface ChannelEngine {
  /** Resolves when everything that is due at this moment was done by this process. */
  readonly idle: () => Promise<void>
  readonly stop: () => Promise<void>
}

interface Crew {
  readonly app: App
  /** The process, as leases name it. */
  readonly owner: string
  readonly workers: Map<
    string,
    { readonly worker: Worker; readonly version: number; readonly installed: InstalledChannel }
  >
  isStopped: boolean
}

/** What comes due by the clock is found within this time. */
const SWEEP = SECOND / 4

export function startChannels(app: App): ChannelEngine {
  const crew: Crew = { app, owner: app.newId('run'), workers: new Map(), isStopped: false }
  const look = async () => {
    try {
      await lookAfter(crew)
    } catch (err) {
      if (!crew.isStopped) app.log.error({ err }, 'the channels could not be looked after; they are looked at again')
    }
  }
  const wake = coalesced<void>(look, () => undefined)
  const unlisten = app.db.afterCommit((_command, touched) => {
    if (touched.has(CHANNELS)) wake()
  })
  const timers = [setInterval(() => wake(), SWEEP), setInterval(() => void renew(crew), LEASE / 3)]
  for (const timer of timers) timer.unref()
  wake()
  return {
    async idle() {
      await look()
      await Promise.all([...crew.workers.values()].map(({ worker }) => worker.idle()))
    },
    async stop() {
      crew.isStopped = true
      unlisten()
      for (const timer of timers) clearInterval(timer)
      await Promise.all([...crew.workers.values()].map(({ worker }) => dismiss(crew, worker)))
    },
  }
}

/** Wakes those who work already; takes up connections with something to do that nobody works for; lets those go that should not be worked for. */
async function lookAfter(crew: Crew): Promise<void> {
  const { app, workers } = crew
  if (crew.isStopped) return
  const installed = new Map(app.extensions.of(channelPoint).map((one) => [one.channel.id, one]))
  const rows = await app.db.all(allConnections)
  const wanted = new Map(
    rows.filter(({ status, channel }) => status === 'live' && installed.has(channel)).map((row) => [row.id, row]),
  )
  for (const { worker, version } of [...workers.values()]) {
    const row = wanted.get(worker.connectionId)
    if (row === undefined || row.version !== version) await dismiss(crew, worker)
    else worker.wake()
  }
  for (const row of wanted.values()) if (!workers.has(row.id)) await takeUp(crew, row, installed.get(row.channel))
}

async function takeUp(crew: Crew, row: ConnectionRow, installed: InstalledChannel | undefined): Promise<void> {
  const { app, owner, workers } = crew
  if (
    installed === undefined ||
    (await dueLanes(app, { connectionId: row.id, channel: installed.channel })).length === 0
  )
    return
  if (crew.isStopped || !(await takeLease(app, { connectionId: row.id, owner }))) return
  const worker = await startWorker({ app, connection: row, installed })
  if (crew.isStopped) return dropLease(app, { connectionId: row.id, owner })
  // Somebody else of this process may have taken it up at the same time.
  if (workers.has(row.id)) return worker.stop()
  workers.set(row.id, { worker, version: row.version, installed })
  worker.wake()
}

async function dismiss({ app, owner, workers }: Crew, worker: Worker): Promise<void> {
  await worker.stop()
  if (workers.get(worker.connectionId)?.worker === worker) workers.delete(worker.connectionId)
  await dropLease(app, { connectionId: worker.connectionId, owner }).catch(() => undefined)
}

/** Who has nothing to do lets go, so that other processes may take their share; who lost the lease stops at once. */
async function renew(crew: Crew): Promise<void> {
  const { app, owner, workers } = crew
  for (const { worker } of [...workers.values()]) {
    const { connectionId } = worker
    try {
      const isIdle = !worker.isBusy() && app.now() - worker.busyAt() > LEASE
      if (isIdle || !(await takeLease(app, { connectionId, owner }))) await dismiss(crew, worker)
    } catch (err) {
      app.log.warn({ err }, 'the lease of a channel could not be renewed')
    }
  }
}
