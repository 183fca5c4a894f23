import { type Context, OWED } from '../../kernel/index.ts'
import { backoff, drain, type Work } from '../lane/index.ts'
import type { IntakeIssue } from '../model.ts'
import { doubtStock } from '../values/index.ts'
import { takeUpAgain } from './again.ts'
import { asKept } from './erase.ts'
import { followIntake } from './follow.ts'
import { dueIntake, type IntakeRow, parked, patchIntake } from './intake-rows.ts'
import { placeIntake } from './place.ts'
import { isReadAnew } from './read-anew.ts'
import { isOlder, understood } from './understood.ts'

/** Takes stored orders into the book, one by one: what is wrong with one is told with it and stops no other. */
export async function takeIn(work: Work): Promise<void> {
  const { ctx, connection } = work
  await drain(work, {
    due: () => ctx.db.all(dueIntake, { connectionId: connection.id, now: ctx.now() }),
    mark: ({ id, dirty, done, tries }) => `${id} ${dirty}/${done} ${tries}`,
    async work(due) {
      for (const row of due) await takeOne(work, row)
    },
  })
}

async function takeOne(work: Work, row: IntakeRow): Promise<void> {
  const { ctx, recorder } = work
  recorder.count({ seen: 1 })
  try {
    const issue = await apply(work, await asKept(work, row))
    if (issue === undefined) return recorder.count({ changed: 1 })
    recorder.count({ refused: 1 })
    await ctx.db.batch(parked(ctx, row, issue), OWED)
  } catch (error) {
    if (work.signal.aborted) throw error
    recorder.count({ failed: 1 })
    ctx.log.error({ err: error, intake: row.id }, 'an order of a channel could not be taken in; it is tried again')
    await ctx.db.batch([later(ctx, row)], OWED)
  }
}

function later(ctx: Context, row: IntakeRow) {
  const tries = row.tries + 1
  const now = ctx.now()
  return patchIntake({ id: row.id }, { tries, retryAt: now + backoff(tries, row.id), updatedAt: now })
}

/** What is told of an order that is not in the book as the channel has it; undefined when it is. */
async function apply(work: Work, row: IntakeRow): Promise<IntakeIssue | undefined> {
  const { ctx, channel, connection } = work
  const order = understood(() => channel.orders?.parse(row.raw, { settings: connection.settings }))
  if ('issue' in order) return (await isReadAnew(work, row, order.issue)) ? undefined : order.issue
  if (isOlder(order.version, row.appliedVersion)) {
    await ctx.db.batch([patchIntake({ id: row.id }, { done: row.dirty })], OWED)
    return undefined
  }
  const keys = order.lines.map(({ key }) => key)
  await ctx.db.batch([doubtStock({ connectionId: connection.id, keys, now: ctx.now() })], OWED)
  if (row.orderId !== null) return followIntake(work, { ...row, orderId: row.orderId }, order)
  const orderId = await takeUpAgain(work, row, order)
  return orderId === undefined ? placeIntake(work, row, order) : followIntake(work, { ...row, orderId }, order)
}
