import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import {
  failpoint,
  list,
  MINUTE,
  OWED,
  oneOf,
  param,
  plain,
  query,
  SECOND,
  type Statement,
} from '../../kernel/index.ts'
import type { Work } from '../lane/index.ts'
import { markWhole } from '../mark-whole.ts'
import { forgetBuyer, forgetMessages, isOrder, keepLane, pullNow, readOrder, storeRaw } from '../orders/index.ts'
import { hooks } from '../schema.ts'

type HookRow = Omit<typeof hooks.$inferSelect, 'body'>

const waiting = query((q) =>
  q
    .select({
      connectionId: hooks.connectionId,
      messageId: hooks.messageId,
      about: hooks.about,
      externalId: hooks.externalId,
      receivedAt: hooks.receivedAt,
      handledAt: hooks.handledAt,
    })
    .from(hooks)
    .where(and(eq(hooks.connectionId, param('connectionId')), isNull(hooks.handledAt)))
    .orderBy(asc(hooks.receivedAt))
    .limit(200),
)

const handled = plain(sql`
  update channel_hooks set handled_at = ${param('now')}
  where connection_id = ${param('connectionId')} and ${oneOf(hooks.messageId, 'ids')}`)

const lookAtListings = plain(sql`
  update channel_listings set observe_at = ${param('now')}
  where connection_id = ${param('connectionId')} and is_sent = 1 and (
    ${param('externalId')} is null or key = ${param('externalId')} or external_id = ${param('externalId')}
    or id in (select listing_id from channel_values where connection_id = ${param('connectionId')} and key = ${param('externalId')}))`)

/** A message is not let wait for longer; then the channel is asked for all that changed. */
const PATIENCE = MINUTE

/** Makes of messages what they hint at. Hints of the same thing are one look at it, since what counts is how it is now. */
export async function handleHooks(work: Work): Promise<void> {
  const { ctx, connection, signal } = work
  while (!signal.aborted) {
    const due = await ctx.db.all(waiting, { connectionId: connection.id })
    if (due.length === 0) return
    const left: HookRow[] = []
    for (const rows of bySubject(due)) if (!(await handle(work, rows))) left.push(...rows)
    await work.recorder.flush()
    if (left.length > 0) return later(work, left)
  }
}

function bySubject(due: readonly HookRow[]): HookRow[][] {
  const subjects = new Map<string, HookRow[]>()
  for (const row of due) {
    const subject = `${row.about} ${row.externalId}`
    subjects.set(subject, [...(subjects.get(subject) ?? []), row])
  }
  return [...subjects.values()]
}

/** False when it could not be looked at now. */
async function handle(work: Work, rows: readonly HookRow[]): Promise<boolean> {
  const { ctx, connection, recorder } = work
  recorder.count({ seen: 1 })
  const lines = await linesOf(work, rows)
  if (lines === undefined) {
    recorder.count({ failed: 1 })
    return false
  }
  recorder.count({ changed: 1 })
  const ids = list(rows.map(({ messageId }) => messageId))
  await ctx.db.batch([...lines, handled({ connectionId: connection.id, ids, now: ctx.now() })], OWED)
  failpoint('channels.hookHandled')
  return true
}

async function linesOf(work: Work, rows: readonly HookRow[]): Promise<Statement[] | undefined> {
  const { ctx, connection } = work
  const [{ about, externalId } = { about: 'nothing' as const, externalId: null }] = rows
  const now = ctx.now()
  if (about === 'order') return orderLines(work, rows)
  if (about === 'buyer' && externalId !== null) {
    await forgetBuyer(work, externalId)
    return [forgetMessages({ connectionId: connection.id, buyer: externalId })]
  }
  if (about === 'connection') return markWhole(connection.id, now)
  if (about !== 'listing' || work.channel.listings?.observe === undefined) return []
  return [lookAtListings({ connectionId: connection.id, externalId, now })]
}

/** The order as it is now, stored as it came. One that the channel does not show yet, or an answer that is no order, is asked for again, and then looked for among all that changed. */
async function orderLines(work: Work, rows: readonly HookRow[]): Promise<Statement[] | undefined> {
  const { ctx, connection, channel } = work
  const key = { connectionId: connection.id }
  const externalId = rows[0]?.externalId ?? null
  if (channel.orders === undefined) return []
  if (channel.orders.read === undefined || externalId === null) return [pullNow(key)]
  const said = await readOrder(work, externalId)
  failpoint('channels.hookRead')
  const oldest = Math.min(...rows.map(({ receivedAt }) => receivedAt))
  const isLate = ctx.now() - oldest > PATIENCE
  if (said !== undefined && (isLate || isOrder(work, said))) return [storeRaw(ctx, { ...key, externalId, raw: said })]
  return isLate ? [pullNow(key)] : undefined
}

/** The longer a message waits, the longer until the next look. */
async function later({ ctx, connection }: Work, left: readonly HookRow[]): Promise<void> {
  const newest = Math.max(...left.map(({ receivedAt }) => receivedAt))
  const wait = Math.min(PATIENCE / 2, Math.max(SECOND, ctx.now() - newest))
  const kept = { connectionId: connection.id, lane: 'hooks', cursor: null, nextAt: ctx.now() + wait }
  await ctx.db.batch([keepLane(kept)], OWED)
}
