import { and, desc, eq, lt } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  insertInto,
  iso,
  type Page,
  param,
  queryByShape,
  type Statement,
  toPage,
} from '../kernel/index.ts'
import type { TimelineEntry } from './model.ts'
import { orderTimeline } from './schema.ts'

/** What an entry of a timeline tells; `data` holds what is needed to put it into words. Kinds of plugins are `<plugin>/<what>`. */
export type TimelineKind =
  | 'placed'
  | 'updated'
  | 'edited'
  | 'cancelled'
  | 'paid'
  | 'payment'
  | 'fulfilled'
  | 'fulfillment_cancelled'
  | 'fulfillment_order'
  | 'note'
  | 'claimed'
  | 'task'
  | 'erased'
  | `${string}/${string}`

export interface Happened {
  readonly orderId: string
  readonly kind: TimelineKind
  readonly data: Readonly<Record<string, unknown>>
  readonly commandId: string
}

const insert = insertInto(orderTimeline)

/** The line of an order's timeline that belongs to a command. */
export function happened(
  ctx: Pick<Context, 'newId' | 'now' | 'actor'>,
  { orderId, kind, data, commandId }: Happened,
): Statement {
  const { actor } = ctx
  return insert({
    orderId,
    id: ctx.newId('otl'),
    kind,
    data,
    actorKind: actor.kind,
    actorId: actor.id,
    commandId,
    at: ctx.now(),
  })
}

const entries = queryByShape((q, { after }: { readonly after: boolean }) =>
  q
    .select()
    .from(orderTimeline)
    .where(and(eq(orderTimeline.orderId, param('orderId')), after ? lt(orderTimeline.id, param('after')) : undefined))
    .orderBy(desc(orderTimeline.id))
    .limit(param('limit')),
)

/** What happened to an order, newest first. */
export async function timelineOf(
  ctx: Context,
  {
    orderId,
    limit,
    cursor,
  }: { readonly orderId: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<TimelineEntry>> {
  const [after] = cursor === undefined ? [] : decodeCursor('timeline', cursor, 1)
  const rows = await ctx.db.all(entries({ after: after !== undefined }), { orderId, after, limit: limit + 1 })
  return toPage(rows, limit, {
    cursor: ({ id }) => encodeCursor('timeline', [id]),
    item: ({ id, kind, data, actorKind, actorId, at }) => ({
      id,
      kind,
      data,
      actor: { kind: actorKind, id: actorId },
      at: iso(at),
    }),
  })
}
