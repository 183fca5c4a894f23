import { and, asc, eq, gt } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  insertInto,
  iso,
  isProblem,
  type Page,
  param,
  queryByShape,
  rowBy,
  run,
  type Statement,
  toPage,
  update,
} from '../kernel/index.ts'
import type { Task } from './model.ts'
import { problems } from './problems.ts'
import { orderTasks } from './schema.ts'

export type TaskRow = typeof orderTasks.$inferSelect

/** What a person has to look at. `payment_without_order`: money came for goods that could not be sold; it goes back by itself. */
export type TaskKind = 'payment_without_order' | 'refund_refused'

export interface NewTask {
  readonly kind: TaskKind
  readonly orderId?: string | null
  readonly cartId?: string | null
  readonly data: Readonly<Record<string, unknown>>
}

const insert = insertInto(orderTasks)
const change = update(orderTasks)

export function newTask(ctx: Pick<Context, 'newId' | 'now'>, task: NewTask): Statement {
  const now = ctx.now()
  return insert({ ...task, id: ctx.newId('tsk'), status: 'open', createdAt: now, updatedAt: now })
}

interface About {
  readonly orderId?: string
  readonly cartId?: string | null
  readonly sessionId: string
}

/** Gives money back; a provider that says no needs a person. */
export async function orTask(ctx: Context, about: About, giveBack: () => Promise<unknown>): Promise<void> {
  try {
    await giveBack()
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    const { sessionId, ...whose } = about
    const data = { sessionId, code: error.code, reason: error.message }
    await run(ctx, {
      name: 'order.task',
      plan: () => ({ statements: [newTask(ctx, { kind: 'refund_refused', ...whose, data })], result: null }),
    })
  }
}

const byId = rowBy(orderTasks, 'id')

const listed = queryByShape((q, { after }: { readonly after: boolean }) =>
  q
    .select()
    .from(orderTasks)
    .where(and(eq(orderTasks.status, param('status')), after ? gt(orderTasks.id, param('after')) : undefined))
    .orderBy(asc(orderTasks.id))
    .limit(param('limit')),
)

export interface TaskFilter {
  readonly status: 'open' | 'done'
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Tasks, the oldest first. */
export async function listTasks(ctx: Context, { status, limit, cursor }: TaskFilter): Promise<Page<Task>> {
  const [after] = cursor === undefined ? [] : decodeCursor('order-tasks', cursor, 1)
  const rows = await ctx.db.all(listed({ after: after !== undefined }), { status, after, limit: limit + 1 })
  return toPage(rows, limit, { cursor: ({ id }) => encodeCursor('order-tasks', [id]), item: taskView })
}

/** Somebody looked at it. Throws `orders.taskNotFound`; resolving it again changes nothing. */
export async function resolveTask(
  ctx: Context,
  { id, resolution }: { readonly id: string; readonly resolution: string },
): Promise<Task> {
  await run(ctx, {
    name: 'order.resolveTask',
    plan: async () => {
      const { status, version } = await taskById(ctx, id)
      const patch = { status: 'done', resolution, version: version + 1, updatedAt: ctx.now() } as const
      const statements =
        status === 'done' ? [] : [change({ id, version }, patch, { changes: 1, refuse: () => 'stale' })]
      return { statements, result: { id } }
    },
  })
  return taskView(await taskById(ctx, id))
}

async function taskById(ctx: Context, id: string): Promise<TaskRow> {
  const found = await ctx.db.get(byId, { id })
  if (found === undefined) throw problems.taskNotFound()
  return found
}

function taskView({ createdAt, updatedAt, ...task }: TaskRow): Task {
  return { ...task, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}
