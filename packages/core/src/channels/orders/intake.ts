import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { emit } from '../../events/index.ts'
import {
  type Context,
  failpoint,
  insertInto,
  isProblem,
  OWED,
  param,
  query,
  type Statement,
  update,
} from '../../kernel/index.ts'
import { placeForeignOrder } from '../../orders/index.ts'
import { channelOrderParked } from '../events.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { IntakeIssue } from '../model.ts'
import { intake, intakeLines } from '../schema.ts'
import { storeOf } from '../store-of.ts'
import { backoff, type Work } from '../work/index.ts'
import { type ForeignPurchase, purchaseOf } from './purchase.ts'

export type IntakeRow = typeof intake.$inferSelect

const dueIntake = query((q) =>
  q
    .select()
    .from(intake)
    .where(and(eq(intake.connectionId, param('connectionId')), sql`dirty > done`, lte(intake.retryAt, param('now'))))
    .orderBy(asc(intake.receivedAt))
    .limit(20),
)
export const patchIntake = update(intake)
const insertLine = insertInto(intakeLines, 'skip')

/** Takes stored orders into the book, one by one: what is wrong with one is told with it and stops no other. */
export async function takeIn(work: Work): Promise<void> {
  const { ctx, connection, signal } = work
  while (!signal.aborted) {
    const due = await ctx.db.all(dueIntake, { connectionId: connection.id, now: ctx.now() })
    if (due.length === 0) return
    for (const row of due) await takeOne(work, row)
    await work.recorder.flush()
  }
}

async function takeOne(work: Work, row: IntakeRow): Promise<void> {
  const { ctx, recorder } = work
  recorder.count({ seen: 1 })
  try {
    const issue = await apply(work, row)
    if (issue === undefined) return recorder.count({ changed: 1 })
    recorder.count({ refused: 1 })
    await ctx.db.batch(parked(ctx, row, issue), OWED)
  } catch (error) {
    if (work.signal.aborted) throw error
    recorder.count({ failed: 1 })
    ctx.log.error({ err: error, intake: row.id }, 'an order of a channel could not be taken in; it is tried again')
    const tries = row.tries + 1
    await ctx.db.batch(
      [patchIntake({ id: row.id }, { tries, retryAt: ctx.now() + backoff(tries, row.id), updatedAt: ctx.now() })],
      OWED,
    )
  }
}

function parked(ctx: Context, row: IntakeRow, issue: IntakeIssue): Statement[] {
  const status = row.orderId === null ? 'parked' : row.status
  const fact = { connectionId: row.connectionId, externalId: row.externalId }
  return [
    patchIntake({ id: row.id }, { status, issue, done: row.dirty, updatedAt: ctx.now() }),
    emit(ctx, channelOrderParked, { aggregate: row.id, data: fact }),
  ]
}

/** What is told of an order that is not in the book; undefined when it is. */
async function apply(work: Work, row: IntakeRow): Promise<IntakeIssue | undefined> {
  const { ctx, channel, connection } = work
  const order = understood(() => channel.orders?.parse(row.raw, { settings: connection.settings }))
  if ('issue' in order) return order.issue
  if (isOlder(order.version, row.appliedVersion)) {
    await ctx.db.batch([patchIntake({ id: row.id }, { done: row.dirty })], OWED)
    return undefined
  }
  return row.orderId === null ? place(work, row, order) : undefined
}

function understood(parse: () => ForeignOrder | undefined): ForeignOrder | { readonly issue: IntakeIssue } {
  const unreadable = (message: string) => ({ issue: { code: 'unreadable', message, subject: null } as const })
  try {
    return parse() ?? unreadable('the channel takes no orders')
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error))
  }
}

/** Versions are numbers or times, both of which grow. */
function isOlder(version: string | number, applied: string | null): boolean {
  if (applied === null) return false
  const [one, other] = [Number(version), Number(applied)]
  if (!Number.isNaN(one) && !Number.isNaN(other)) return one < other
  const [at, before] = [Date.parse(String(version)), Date.parse(applied)]
  return Number.isNaN(at) || Number.isNaN(before) ? String(version) < applied : at < before
}

async function place(work: Work, row: IntakeRow, order: ForeignOrder): Promise<IntakeIssue | undefined> {
  const { ctx, connection } = work
  const store = await storeOf(ctx, connection)
  const settled = {
    done: row.dirty,
    issue: null,
    appliedVersion: String(order.version),
    fees: order.fees?.map((fee) => ({ ...fee })) ?? null,
    settlement: order.settlement ?? null,
    updatedAt: ctx.now(),
  }
  if (order.status === 'pending') {
    await ctx.db.batch([patchIntake({ id: row.id }, { ...settled, status: 'waiting' })], OWED)
    return undefined
  }
  const purchase = await purchaseOf({ store, connectionId: connection.id, order })
  if ('unknown' in purchase) {
    const [subject = ''] = purchase.unknown
    return { code: 'unknown_item', message: `${purchase.unknown.join(', ')} is no item of ours`, subject }
  }
  if (purchase.lines.length === 0) {
    await ctx.db.batch([patchIntake({ id: row.id }, { ...settled, status: 'applied' })], OWED)
    return undefined
  }
  return enter(ctx, { row, order, purchase, settled })
}

interface Entering {
  readonly row: IntakeRow
  readonly order: ForeignOrder
  readonly purchase: ForeignPurchase
  readonly settled: Partial<typeof intake.$inferInsert>
}

async function enter(ctx: Context, { row, order, purchase, settled }: Entering): Promise<IntakeIssue | undefined> {
  try {
    const placed = await placeForeignOrder(ctx, purchase.origin, async () => ({
      purchase,
      isPaid: order.payment === 'paid',
      also: ({ id, lineIds }) => [
        patchIntake({ id: row.id }, { ...settled, status: 'applied', orderId: id }),
        ...order.lines.flatMap(({ externalId, key }) => {
          const orderLineId = lineIds.get(externalId)
          return orderLineId === undefined ? [] : [insertLine({ orderLineId, intakeId: row.id, externalId, key })]
        }),
      ],
    }))
    failpoint('channels.placed')
    await ctx.db.batch([patchIntake({ id: row.id }, { ...settled, status: 'applied', orderId: placed.orderId })], OWED)
    return undefined
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    return { code: 'refused', message: `${error.code}: ${error.message}`, subject: null }
  }
}
