import { type App, systemContext } from '../../kernel/index.ts'
import { sendCommands, settleCommandReceipt } from '../commands/index.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { handleHooks } from '../hooks/index.ts'
import {
  type Buckets,
  type Circuit,
  type Halt,
  isHalt,
  type Lease,
  openAccount,
  recorderOf,
  scrubberOf,
  type Work,
} from '../lane/index.ts'
import { observeDue, pollDue, publishDue, publishFeed } from '../listings/index.ts'
import { pullOrders, takeIn } from '../orders/index.ts'
import type { InstalledChannel } from '../point.ts'
import { pushDue, settleValueReceipt } from '../values/index.ts'
import type { Lane } from './due.ts'
import { markOwed } from './mark-owed.ts'

/** What each lane does until nothing of it is due. */
const LANES: Readonly<Record<Lane, (work: Work) => Promise<void>>> = {
  mark: markOwed,
  listings: publishDue,
  feed: publishFeed,
  stock: (work) => pushDue(work, 'stock'),
  prices: (work) => pushDue(work, 'prices'),
  observe: observeDue,
  pull: pullOrders,
  intake: takeIn,
  hooks: handleHooks,
  commands: sendCommands,
  receipts: (work) =>
    pollDue(work, { stock: settleValueReceipt, prices: settleValueReceipt, commands: settleCommandReceipt }),
}

export interface LaneRun {
  readonly app: App
  readonly connection: ConnectionRow
  readonly installed: InstalledChannel
  readonly circuit: Circuit
  readonly buckets: Buckets
  readonly lease: Lease
  readonly signal: AbortSignal
}

/** One stretch of work of a lane, recorded as a run. Resolves with what made it stop before its end, if anything did. */
export async function runLane(lane: Lane, run: LaneRun): Promise<Halt['halt'] | undefined> {
  const { app, connection, installed, circuit, buckets, lease, signal } = run
  const scrubber = scrubberOf(app, connection)
  const recorder = recorderOf(app, { connectionId: connection.id, lane, trigger: 'change', scrub: scrubber.scrub })
  const ctx = systemContext(app)
  const account = openAccount(app, { connection, installed, buckets, signal, recorder, scrubber })
  try {
    const api = await installed.connect(account, ctx)
    const { channel } = installed
    await LANES[lane]({ ctx, connection, channel, account, api, circuit, buckets, recorder, lease, signal })
    await recorder.end()
    return undefined
  } catch (thrown) {
    if (isHalt(thrown)) {
      await recorder.end(scrubber.scrub(thrown.halt.message))
      return thrown.halt
    }
    await recorder.end(
      signal.aborted ? 'it was stopped' : scrubber.scrub(thrown instanceof Error ? thrown.message : String(thrown)),
    )
    if (signal.aborted) return undefined
    throw thrown
  }
}
