import { and, asc, desc, eq, sql } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  iso,
  isoOrNull,
  type Page,
  param,
  query,
  queryByShape,
  rowBy,
  toPage,
} from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { exchanges, runs, steps } from '../schema.ts'
import type { RunDetailView, RunView } from './model.ts'

type RunRow = typeof runs.$inferSelect

const listed = queryByShape((q, { lane, status, older }: { lane: boolean; status: boolean; older: boolean }) =>
  q
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.connectionId, param('connectionId')),
        lane ? eq(runs.lane, param('lane')) : undefined,
        status ? eq(runs.status, param('status')) : undefined,
        older ? sql`(${runs.startedAt}, ${runs.id}) < (${param('afterAt')}, ${param('afterId')})` : undefined,
      ),
    )
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(param('limit')),
)
const runById = rowBy(runs, 'id')
const exchangesOf = query((q) =>
  q
    .select()
    .from(exchanges)
    .where(eq(exchanges.runId, param('runId')))
    .orderBy(asc(exchanges.number))
    .limit(200),
)

const stepsOf = query((q) =>
  q
    .select()
    .from(steps)
    .where(eq(steps.runId, param('runId')))
    .orderBy(asc(steps.number))
    .limit(200),
)

export interface RunFilter {
  readonly connectionId: string
  readonly lane?: string | undefined
  readonly status?: RunRow['status'] | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** What was done for a connection, newest first. */
export async function pageOfRuns(
  ctx: Context,
  { connectionId, lane, status, limit, cursor }: RunFilter,
): Promise<Page<RunView>> {
  const [afterAt, afterId] = cursor === undefined ? [] : decodeCursor('runs', cursor, 2)
  const read = listed({ lane: lane !== undefined, status: status !== undefined, older: cursor !== undefined })
  const rows = await ctx.db.all(read, { connectionId, lane, status, afterAt, afterId, limit: limit + 1 })
  return toPage(rows, limit, { cursor: (row) => encodeCursor('runs', [row.startedAt, row.id]), item: runView })
}

/** A run with its steps and calls, the first 200 of each. Throws `channels.runNotFound`. */
export async function runDetail(ctx: Context, id: string): Promise<RunDetailView> {
  const row = await ctx.db.get(runById, { id })
  if (row === undefined) throw problems.runNotFound()
  const [taken, made] = await Promise.all([ctx.db.all(stepsOf, { runId: id }), ctx.db.all(exchangesOf, { runId: id })])
  return {
    ...runView(row),
    steps: taken.map(({ runId: _run, about, startedAt, endedAt, ...step }) => ({
      ...step,
      about: [...about],
      startedAt: iso(startedAt),
      endedAt: iso(endedAt),
    })),
    exchanges: made.map(({ connectionId: _connection, runId: _run, startedAt, ...exchange }) => ({
      ...exchange,
      startedAt: iso(startedAt),
    })),
  }
}

function runView({ startedAt, endedAt, ...row }: RunRow): RunView {
  return { ...row, startedAt: iso(startedAt), endedAt: isoOrNull(endedAt) }
}
