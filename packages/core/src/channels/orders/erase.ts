import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { type Context, list, OWED, oneOf, param, plain, query, run } from '../../kernel/index.ts'
import { eraseBuyer, findOrder } from '../../orders/index.ts'
import type { AnyChannel } from '../channel.ts'
import { connectionById } from '../connection-rows.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { Work } from '../lane/index.ts'
import { presentChannel } from '../point.ts'
import { intake } from '../schema.ts'
import { type IntakeRow, patchIntake } from './intake-rows.ts'

const PAGE = 100

/** Orders in whose words the id of a buyer stands somewhere; whether it is the buyer's, the channel says. */
const naming = query((q) =>
  q
    .select({ id: intake.id, raw: intake.raw })
    .from(intake)
    .where(
      and(
        eq(intake.connectionId, param('connectionId')),
        gt(intake.id, param('after')),
        sql`instr(raw, ${param('words')}) > 0 and erasure is null`,
      ),
    )
    .orderBy(asc(intake.id))
    .limit(PAGE),
)
const askedOf = query((q) =>
  q
    .select()
    .from(intake)
    .where(and(eq(intake.connectionId, param('connectionId')), eq(intake.erasure, sql`'asked'`))),
)
const askedAnywhere = query((q) =>
  q.selectDistinct({ connectionId: intake.connectionId }).from(intake).where(eq(intake.erasure, sql`'asked'`)),
)
const ask = plain(sql`update channel_orders set erasure = 'asked' where ${oneOf(intake.id, 'ids')}`)

/** Calls are kept as they were answered, with everybody who was in them. */
const forgetCalls = plain(sql`
  delete from channel_exchanges where connection_id = ${param('connectionId')}
    and (instr(url, ${param('words')}) > 0 or instr(request_body, ${param('words')}) > 0 or instr(response_body, ${param('words')}) > 0)`)

/** What told of the person names the person too. */
export const forgetMessages = plain(sql`
  update channel_hooks set body = '', external_id = null
  where connection_id = ${param('connectionId')} and about = 'buyer' and external_id = ${param('buyer')}`)

/** The channel tells that a person's data must go: all orders of that buyer are marked, and erased as soon as nothing needs them. */
export async function forgetBuyer({ ctx, connection, channel }: Work, buyer: string): Promise<void> {
  const buyers = channel.orders?.buyers
  if (buyers === undefined) return
  const { id: connectionId } = connection
  const words = JSON.stringify(buyer).slice(1, -1)
  for (let after = ''; ; ) {
    const page = await ctx.db.all(naming, { connectionId, after, words })
    const ids = page.filter(({ raw }) => buyers.of(raw).includes(buyer)).map(({ id }) => id)
    if (ids.length > 0) await ctx.db.batch([ask({ ids: list(ids) })], OWED)
    if (page.length < PAGE) break
    after = page.at(-1)?.id ?? ''
  }
  await ctx.db.batch([forgetCalls({ connectionId, words })], OWED)
  await eraseAsked(ctx, { connectionId, channel })
}

/** Erases what had to wait: an order that is still to be sent needs its address. For a job. */
export async function eraseWaiting(ctx: Context): Promise<void> {
  for (const { connectionId } of await ctx.db.all(askedAnywhere, {})) {
    const connection = await ctx.db.get(connectionById, { id: connectionId })
    const installed = connection === undefined ? undefined : presentChannel(ctx, connection.channel)
    if (installed !== undefined) await eraseAsked(ctx, { connectionId, channel: installed.channel })
  }
}

interface Asked {
  readonly connectionId: string
  readonly channel: AnyChannel
}

async function eraseAsked(ctx: Context, { connectionId, channel }: Asked): Promise<void> {
  const without = channel.orders?.buyers?.without
  if (without === undefined) return
  for (const row of await ctx.db.all(askedOf, { connectionId })) {
    const order = row.orderId === null ? undefined : await findOrder(ctx, row.orderId)
    if (order?.status !== 'open') await eraseOne(ctx, row, without(row.raw))
  }
}

/** The row keeps the hash of what came, so that the same coming again is known. */
async function eraseOne(ctx: Context, row: IntakeRow, raw: unknown): Promise<void> {
  const { id, connectionId, externalId, orderId, applied } = row
  const erased = {
    raw,
    erasure: 'done',
    applied: applied === null ? null : anonymous(applied),
    updatedAt: ctx.now(),
  } as const
  const also = (commandId: string) => [
    patchIntake({ id }, erased),
    forgetCalls({ connectionId, words: externalId }),
    audit(ctx, {
      action: 'channels.eraseBuyer',
      subject: orderId ?? id,
      detail: { connectionId, externalId },
      commandId,
    }),
  ]
  if (orderId !== null) return eraseBuyer(ctx, { id: orderId, also })
  await run(ctx, { name: 'channels.eraseBuyer', plan: (commandId) => ({ statements: also(commandId), result: null }) })
}

function anonymous({ address, ...order }: ForeignOrder): ForeignOrder {
  const { country } = address ?? {}
  return { ...order, buyer: { isMasked: true }, ...(country === undefined ? {} : { address: { country } }) }
}

/** An order of an erased buyer that comes in once more, as it may be kept. */
export async function asKept({ ctx, channel }: Work, row: IntakeRow): Promise<IntakeRow> {
  const without = channel.orders?.buyers?.without
  if (row.erasure !== 'done' || without === undefined) return row
  const raw = without(row.raw)
  if (JSON.stringify(raw) !== JSON.stringify(row.raw)) await ctx.db.batch([patchIntake({ id: row.id }, { raw })], OWED)
  return { ...row, raw }
}
