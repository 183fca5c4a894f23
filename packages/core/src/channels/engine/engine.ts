import { type App, coalesced, SECOND } from '../../kernel/index.ts'
import { allConnections, CHANNELS, type ConnectionRow } from '../connection-rows.ts'
import { LEASE, takeLease } from '../lane/index.ts'
import { channelPoint, type InstalledChannel } from '../point.ts'
import { interruptRuns } from '../records/index.ts'
import { dueLanes } from './due.ts'
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
  if (crew.isStopped) return
  const lease = await takeLease(app, { connectionId: row.id, owner })
  if (lease === undefined) return
  if (crew.isStopped) return lease.drop()
  await interruptRuns(app, row.id)
  const worker = await startWorker({ app, connection: row, installed, lease })
  // Somebody else of this process may have taken it up at the same time.
  if (workers.has(row.id)) return worker.stop()
  workers.set(row.id, { worker, version: row.version, installed })
  worker.wake()
}

async function dismiss({ workers }: Crew, worker: Worker): Promise<void> {
  await worker.stop()
  if (workers.get(worker.connectionId)?.worker === worker) workers.delete(worker.connectionId)
  await worker.lease.drop().catch(() => undefined)
}

/** Who has nothing to do lets go, so that other processes may take their share; who lost the lease stops at once. */
async function renew(crew: Crew): Promise<void> {
  const { app, workers } = crew
  const one = async ({ worker }: { readonly worker: Worker }) => {
    const isIdle = !worker.isBusy() && app.now() - worker.busyAt() > LEASE
    if (isIdle || !(await worker.lease.renew())) await dismiss(crew, worker)
  }
  const all = await Promise.allSettled([...workers.values()].map(one))
  for (const { status, ...rest } of all)
    if (status === 'rejected') app.log.warn({ err: rest }, 'the lease of a channel could not be renewed')
}
