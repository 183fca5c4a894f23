import { eq } from 'drizzle-orm'
import {
  type Context,
  iso,
  isoOrNull,
  newestFirst,
  type Page,
  param,
  requireVersion,
  rowBy,
  run,
  type ShapeOf,
  update,
} from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { stockTasks } from '../schema.ts'
import type { TaskView } from './model.ts'

type Row = typeof stockTasks.$inferSelect

interface Filters {
  readonly status: Row['status']
  readonly kind?: Row['kind'] | undefined
  readonly variant?: string | undefined
  readonly location?: string | undefined
}

const listed = newestFirst(stockTasks, (has: ShapeOf<Filters>) => [
  eq(stockTasks.status, param('status')),
  has.kind && eq(stockTasks.kind, param('kind')),
  has.variant && eq(stockTasks.variantId, param('variant')),
  has.location && eq(stockTasks.locationId, param('location')),
])
const byId = rowBy(stockTasks, 'id')
const change = update(stockTasks)

/** What people must do about debts, newest first. */
export async function listTasks(
  ctx: Context,
  { limit, cursor, ...filters }: Filters & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<TaskView>> {
  const { items, next } = await listed(ctx, { filters, limit, cursor })
  return { items: items.map(viewOf), next }
}

export async function getTask(ctx: Context, id: string): Promise<TaskView> {
  return viewOf(await taskRow(ctx, id))
}

async function taskRow(ctx: Context, id: string): Promise<Row> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.taskNotFound()
  return row
}

/** Somebody took care of it. Doing it twice changes nothing. */
export async function dismissTask(
  ctx: Context,
  {
    id,
    note,
    version,
  }: { readonly id: string; readonly note: string | undefined; readonly version: number | undefined },
): Promise<string> {
  await run(ctx, {
    name: 'inventory.dismissTask',
    plan: async () => {
      const row = await taskRow(ctx, id)
      requireVersion(version, row.version)
      if (row.status === 'done') return { result: id, statements: [] }
      const now = ctx.now()
      const patch = { status: 'done', resolution: 'dismissed', closedAt: now, updatedAt: now } as const
      const line = change(
        { id, version: row.version },
        { ...patch, note: note ?? row.note, version: row.version + 1 },
        { changes: 1, refuse: () => 'stale' },
      )
      return { result: id, statements: [line] }
    },
  })
  return id
}

function viewOf({ causeType, causeId, closedAt, createdAt, ...row }: Row): TaskView {
  return { ...row, cause: { type: causeType, id: causeId }, closedAt: isoOrNull(closedAt), createdAt: iso(createdAt) }
}
