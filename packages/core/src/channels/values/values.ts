import { OWED } from '../../kernel/index.ts'
import { drain, ownTurn, type Work } from '../lane/index.ts'
import { batchesOf } from '../listings/index.ts'
import { gather } from './gather.ts'
import { pushBatch } from './push.ts'
import { compared, type DueValue, dueValues, patchValue, type ValueLane } from './value-rows.ts'
import { type Wanted, wantedOf } from './wanted.ts'

/** Values that are looked at together, since most of them may turn out to be the same. */
const TOGETHER = 400
/** Of those, how many are compared in one go: few, so that requests come in between. */
const AT_ONCE = 80

/** The fast lane: brings stock or prices of what is on the channel to what they are now. However often something changed, the newest goes. */
export async function pushDue(work: Work, lane: ValueLane): Promise<void> {
  const { ctx, connection, channel } = work
  const pushing = channel[lane]
  if (pushing === undefined) return
  const limit = Math.max(pushing.batch ?? 1, TOGETHER)
  const read = () => ctx.db.all(dueValues, { connectionId: connection.id, lane, now: ctx.now(), limit })
  await drain(work, {
    due: () => gather({ read, size: pushing.batch ?? 1, signal: work.signal }),
    mark: ({ variantId, dirty, tries, together }) => `${variantId} ${dirty} ${tries} ${together}`,
    work: (due) => pushSome(work, lane, due),
  })
}

async function pushSome(work: Work, lane: ValueLane, due: readonly DueValue[]): Promise<void> {
  work.recorder.count({ seen: due.length })
  const changed: Wanted[] = []
  for (let at = 0; at < due.length; at += AT_ONCE) {
    if (at > 0) await ownTurn(work.ctx.db)
    changed.push(...(await changedOf(work, lane, due.slice(at, at + AT_ONCE))))
  }
  const size = work.channel[lane]?.batch ?? 1
  for (const batch of batchesOf(changed, { size, most: ({ row }) => row.together })) await pushBatch(work, lane, batch)
}

/** What is wanted otherwise than the channel has it; the rest is settled. */
async function changedOf(work: Work, lane: ValueLane, due: readonly DueValue[]): Promise<Wanted[]> {
  const { wanted, off } = await wantedOf(work, lane, due)
  // What the channel took and has not judged is what it will show.
  const changed = wanted.filter(({ row, text }) => text !== (row.sent ?? row.confirmed))
  await settleSame(work, lane, { due, changed, off })
  return changed
}

interface Compared {
  readonly due: readonly DueValue[]
  readonly changed: readonly Wanted[]
  readonly off: readonly DueValue[]
}

async function settleSame(
  { ctx, connection, recorder }: Work,
  lane: ValueLane,
  { due, changed, off }: Compared,
): Promise<void> {
  const differing = new Set(changed.map(({ row }) => row.variantId))
  const same = due.filter(({ variantId }) => !differing.has(variantId))
  if (same.length === 0) return
  recorder.count({ same: same.length })
  const key = { connectionId: connection.id, lane }
  await ctx.db.batch(
    [
      ...off.map(({ variantId }) => patchValue({ ...key, variantId }, { confirmed: null, sent: null })),
      ...same.map(({ variantId, dirty }) => compared({ ...key, variantId, mark: dirty })),
    ],
    OWED,
  )
}
