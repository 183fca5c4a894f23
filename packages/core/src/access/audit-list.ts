import { and, desc, eq, gte, lt } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  fromIso,
  iso,
  param,
  queryByShape,
  type ShapeOf,
  shapeOf,
  toPage,
} from '../kernel/index.ts'
import { auditLog } from './schema.ts'

interface Filters {
  readonly actor?: string | undefined
  readonly subject?: string | undefined
  readonly action?: string | undefined
  /** ISO 8601. */
  readonly since?: string | undefined
}

const entriesBefore = queryByShape((q, has: ShapeOf<Filters & { before: string }>) =>
  q
    .select()
    .from(auditLog)
    .where(
      and(
        has.before && lt(auditLog.id, param('before')),
        has.actor && eq(auditLog.actorId, param('actor')),
        has.subject && eq(auditLog.subject, param('subject')),
        has.action && eq(auditLog.action, param('action')),
        has.since && gte(auditLog.at, param('since')),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(param('limit')),
)

/** Who changed what, newest first. */
export async function listAudit(
  ctx: Context,
  { limit, cursor, since, ...filters }: Filters & { limit: number; cursor?: string | undefined },
) {
  const [before] = cursor === undefined ? [] : decodeCursor('audit', cursor, 1)
  const values = { ...filters, before, since: since === undefined ? undefined : fromIso(since) }
  const rows = await ctx.db.all(entriesBefore(shapeOf(values) as ShapeOf<Filters & { before: string }>), {
    ...values,
    limit: limit + 1,
  })
  return toPage(rows, limit, {
    cursor: ({ id }) => encodeCursor('audit', [id]),
    item: ({ at, ...entry }) => ({ ...entry, at: iso(at) }),
  })
}
