import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { emit } from '../../events/index.ts'
import { type Context, insertInto, param, query, rowBy, type Statement, update } from '../../kernel/index.ts'
import { channelOrderParked } from '../events.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { IntakeIssue } from '../model.ts'
import { intake, intakeLines } from '../schema.ts'

export type IntakeRow = typeof intake.$inferSelect
export type IntakeLine = typeof intakeLines.$inferSelect

export const dueIntake = query((q) =>
  q
    .select()
    .from(intake)
    .where(and(eq(intake.connectionId, param('connectionId')), sql`dirty > done`, lte(intake.retryAt, param('now'))))
    .orderBy(asc(intake.receivedAt))
    .limit(20),
)

export const intakeById = rowBy(intake, 'id')
export const intakeOfOrder = rowBy(intake, 'orderId')

export const linesOfIntake = query((q) =>
  q
    .select()
    .from(intakeLines)
    .where(eq(intakeLines.intakeId, param('intakeId'))),
)

export const patchIntake = update(intake)
export const insertIntakeLine = insertInto(intakeLines, 'skip')

interface Understood {
  readonly order: ForeignOrder
  readonly issue?: IntakeIssue | null
}

/** The row as it is when the order was followed up to here, with what a person has to see to. */
export function settled(ctx: Pick<Context, 'now'>, row: IntakeRow, { order, issue = null }: Understood) {
  return {
    done: row.dirty,
    status: issue === null ? ('applied' as const) : ('parked' as const),
    issue,
    tries: 0,
    appliedVersion: String(order.version),
    applied: order,
    fees: order.fees?.map((fee) => ({ ...fee })) ?? null,
    settlement: order.settlement ?? null,
    updatedAt: ctx.now(),
  } satisfies Partial<typeof intake.$inferInsert>
}

/** Staff are told that it waits for a person, or for what it lacks. */
export function tellParked(ctx: Context, { id, connectionId, externalId }: IntakeRow): Statement {
  return emit(ctx, channelOrderParked, { aggregate: id, data: { connectionId, externalId } })
}

/** It is not in the book. */
export function parked(ctx: Context, row: IntakeRow, issue: IntakeIssue): Statement[] {
  const patch = { status: 'parked', issue, done: row.dirty, updatedAt: ctx.now() } as const
  return [patchIntake({ id: row.id }, patch), tellParked(ctx, row)]
}
