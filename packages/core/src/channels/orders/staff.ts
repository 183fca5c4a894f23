import { and, desc, eq, sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { variantsForSale } from '../../catalog/index.ts'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  iso,
  type Page,
  param,
  plain,
  queryByShape,
  run,
  toPage,
} from '../../kernel/index.ts'
import { CHANNELS, connectionById } from '../connection-rows.ts'
import { problems } from '../problems.ts'
import { intake } from '../schema.ts'
import { storeOf } from '../store-of.ts'
import { type IntakeRow, intakeById } from './intake-rows.ts'
import type { IntakeView } from './model.ts'

const listed = queryByShape((q, { status, older }: { readonly status: boolean; readonly older: boolean }) =>
  q
    .select()
    .from(intake)
    .where(
      and(
        eq(intake.connectionId, param('connectionId')),
        status ? eq(intake.status, param('status')) : undefined,
        older ? sql`(${intake.receivedAt}, ${intake.id}) < (${param('afterAt')}, ${param('afterId')})` : undefined,
      ),
    )
    .orderBy(desc(intake.receivedAt), desc(intake.id))
    .limit(param('limit')),
)

export interface IntakeFilter {
  readonly connectionId: string
  readonly status?: IntakeRow['status'] | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Orders of a connection as they came in, newest first. */
export async function pageOfIntake(
  ctx: Context,
  { connectionId, status, limit, cursor }: IntakeFilter,
): Promise<Page<IntakeView>> {
  const [afterAt, afterId] = cursor === undefined ? [] : decodeCursor('channel-orders', cursor, 2)
  const read = listed({ status: status !== undefined, older: cursor !== undefined })
  const rows = await ctx.db.all(read, { connectionId, status, afterAt, afterId, limit: limit + 1 })
  return toPage(rows, limit, {
    cursor: (row) => encodeCursor('channel-orders', [row.receivedAt, row.id]),
    item: intakeView,
  })
}

export function intakeView(row: IntakeRow): IntakeView {
  const { id, connectionId, externalId, status, orderId, issue, fees, settlement } = row
  return {
    ...{ id, connectionId, externalId, status, orderId, issue },
    fees: fees ?? [],
    settlement: settlement ?? null,
    receivedAt: iso(row.receivedAt),
    updatedAt: iso(row.updatedAt),
  }
}

/** Throws `channels.orderNotFound`. */
export async function intakeRow(ctx: Pick<Context, 'db'>, id: string): Promise<IntakeRow> {
  const row = await ctx.db.get(intakeById, { id })
  if (row === undefined) throw problems.orderNotFound()
  return row
}

const again = plain(sql`
  update channel_orders set dirty = dirty + 1, tries = 0, retry_at = 0, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')}
    and (${param('id')} is null and status = 'parked' or id = ${param('id')})
    and (${param('code')} is null or issue ->> 'code' = ${param('code')})`)

export interface Again {
  readonly connectionId: string
  /** One order; left out: all that are parked. */
  readonly id?: string | undefined
  /** Only those with this issue. */
  readonly code?: string | undefined
}

/** Takes orders in again: what was wrong may be right now. */
export async function retryIntake(ctx: Context, { connectionId, id, code }: Again): Promise<void> {
  await run(ctx, {
    name: 'channels.retryOrders',
    plan: (commandId) => ({
      result: null,
      statements: [
        again({ connectionId, id: id ?? null, code: code ?? null, now: ctx.now() }, { touches: CHANNELS }),
        audit(ctx, {
          action: 'channels.retryOrders',
          subject: id ?? connectionId,
          detail: { code: code ?? null },
          commandId,
        }),
      ],
    }),
  })
}

const keepKey = plain(sql`
  insert into channel_keys (connection_id, key, variant_id, created_at)
  values (${param('connectionId')}, ${param('key')}, ${param('variantId')}, ${param('now')})
  on conflict (connection_id, key) do update set variant_id = excluded.variant_id`)

const againWithKey = plain(sql`
  update channel_orders set dirty = dirty + 1, tries = 0, retry_at = 0
  where connection_id = ${param('connectionId')} and status = 'parked' and issue ->> 'code' = 'unknown_item'`)

export interface MapItem {
  readonly row: IntakeRow
  readonly key: string
  /** Id or SKU. */
  readonly variant: string
}

/** What the channel calls `key` is this variant, for this order and all to come. Throws `channels.unknownVariant`. */
export async function mapItem(ctx: Context, { row, key, variant }: MapItem): Promise<void> {
  const { connectionId } = row
  const connection = await ctx.db.get(connectionById, { id: connectionId })
  if (connection === undefined) throw problems.notFound()
  const store = await storeOf(ctx, connection)
  const [found] = [
    ...(await variantsForSale(store, { ids: [variant] })),
    ...(await variantsForSale(store, { skus: [variant] })),
  ]
  if (found === undefined) throw problems.unknownVariant({ detail: `${variant} is no variant that is for sale.` })
  const { variantId } = found
  await run(ctx, {
    name: 'channels.mapItem',
    plan: (commandId) => ({
      result: null,
      statements: [
        keepKey({ connectionId, key, variantId, now: ctx.now() }),
        againWithKey({ connectionId }, { touches: CHANNELS }),
        audit(ctx, { action: 'channels.mapItem', subject: row.id, detail: { key, variantId }, commandId }),
      ],
    }),
  })
}
