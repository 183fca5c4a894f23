import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { failpoint, OWED, param, plain, query, type Statement, update } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import type { PriceEntry, StockEntry } from '../channel.ts'
import { readItems, type Terms } from '../items.ts'
import { keepReceipt } from '../keep-receipt.ts'
import { ask, backoff, drain, type Work } from '../lane/index.ts'
import { causeOf, issuesOf, listingsByIds, toldOf, vanished, wordsOfIssues } from '../listings/index.ts'
import { listings, listingValues } from '../schema.ts'
import { gather } from './gather.ts'

export type ValueLane = 'stock' | 'prices'

const dueValues = query((q) =>
  q
    .select({
      variantId: listingValues.variantId,
      listingId: listingValues.listingId,
      productId: listings.productId,
      connectionId: listings.connectionId,
      status: listings.status,
      isWanted: listings.isWanted,
      externalId: listings.externalId,
      key: listingValues.key,
      confirmed: listingValues.confirmed,
      sent: listingValues.sent,
      dirty: listingValues.dirty,
      markedAt: listingValues.markedAt,
      tries: listingValues.tries,
    })
    .from(listingValues)
    .innerJoin(listings, eq(listings.id, listingValues.listingId))
    .where(
      and(
        eq(listingValues.connectionId, param('connectionId')),
        eq(listingValues.lane, param('lane')),
        sql`channel_values.dirty > channel_values.done and channel_values.is_there = 1`,
        lte(listingValues.retryAt, param('now')),
      ),
    )
    .orderBy(asc(listingValues.retryAt))
    .limit(param('limit')),
)
type DueValue = typeof dueValues extends { compile(): { map(rows: never): (infer Row)[] } } ? Row : never

/** It is as the channel has it. */
const compared = plain(sql`
  update channel_values set done = ${param('mark')}, tries = 0
  where connection_id = ${param('connectionId')} and lane = ${param('lane')} and variant_id = ${param('variantId')} and done < ${param('mark')}`)

const patchValue = update(listingValues)

/** What is wanted now, as it is compared with what the channel took. */
interface Wanted {
  readonly row: DueValue
  readonly terms: Terms
  readonly isForSale: boolean
  readonly text: string
}

/** Values that are compared in one go when most of them turn out to be the same. */
const TOGETHER = 400

/** The fast lane: brings stock or prices of what is on the channel to what they are now. However often something changed, the newest goes. */
export async function pushDue(work: Work, lane: ValueLane): Promise<void> {
  const { ctx, connection, channel } = work
  const pushing = channel[lane]
  if (pushing === undefined) return
  const limit = Math.max(pushing.batch ?? 1, TOGETHER)
  const read = () => ctx.db.all(dueValues, { connectionId: connection.id, lane, now: ctx.now(), limit })
  await drain(work, {
    due: () => gather({ read, size: pushing.batch ?? 1, signal: work.signal }),
    mark: ({ variantId, dirty, tries }) => `${variantId} ${dirty} ${tries}`,
    work: (due) => pushSome(work, lane, due),
  })
}

async function pushSome(work: Work, lane: ValueLane, due: readonly DueValue[]): Promise<void> {
  const wanted = await wantedOf(work, lane, due)
  work.recorder.count({ seen: due.length })
  // What the channel took and has not judged is what it will show.
  const changed = wanted.filter(({ row, text }) => text !== (row.sent ?? row.confirmed))
  await settleSame(work, lane, { due, changed })
  const size = work.channel[lane]?.batch ?? 1
  for (let at = 0; at < changed.length; at += size) await pushBatch(work, lane, changed.slice(at, at + size))
}

/** Goods that are not for sale any more have none; goods without a price in the currency keep the one that they had. */
async function wantedOf(work: Work, lane: ValueLane, due: readonly DueValue[]): Promise<Wanted[]> {
  const products = await readItems(work.ctx, work.connection, [...new Set(due.map(({ productId }) => productId))])
  return due.flatMap((row) => {
    const found = products.get(row.productId)
    const known = found?.goods.status === 'active' ? found.terms.get(row.variantId) : undefined
    const terms = known ?? NONE
    if (lane === 'prices' && terms.price === null) return []
    return [{ row, terms, isForSale: known !== undefined, text: textOf(lane, terms) }]
  })
}

const NONE: Terms = { quantity: 0, stock: [], price: null, compareAt: null }

function textOf(lane: ValueLane, { quantity, stock, price, compareAt }: Terms): string {
  return lane === 'stock'
    ? JSON.stringify({ quantity, at: Object.fromEntries(stock.map((place) => [place.location, place.quantity])) })
    : JSON.stringify({ price: price?.amount, compareAt: compareAt?.amount ?? null, currency: price?.currency })
}

async function settleSame(
  { ctx, connection, recorder }: Work,
  lane: ValueLane,
  { due, changed }: { readonly due: readonly DueValue[]; readonly changed: readonly Wanted[] },
): Promise<void> {
  const differing = new Set(changed.map(({ row }) => row.variantId))
  const same = due.filter(({ variantId }) => !differing.has(variantId))
  if (same.length === 0) return
  recorder.count({ same: same.length })
  const key = { connectionId: connection.id, lane }
  await ctx.db.batch(
    same.map(({ variantId, dirty }) => compared({ ...key, variantId, mark: dirty })),
    OWED,
  )
}

async function pushBatch(work: Work, lane: ValueLane, batch: readonly Wanted[]): Promise<void> {
  const { ctx, recorder } = work
  recorder.lag(ctx.now() - Math.min(...batch.map(({ row }) => row.markedAt)))
  const answer = await ask(work, { step: 'push', about: batch.map(({ row }) => row.key) }, () =>
    push(work, lane, batch),
  )
  failpoint('channels.pushed')
  if ('said' in answer) {
    const told = toldOf(
      answer.said,
      batch.map(({ row }) => row.key),
    )
    const lines = batch.flatMap((one) => settleValue(work, lane, { ...one, said: told.of(one.row.key) }))
    return ctx.db.batch(lines, OWED)
  }
  const { kind, message, code = 'refused', issues } = answer.failure
  const isOfOne = kind === 'refused' || kind === 'missing'
  if (isOfOne && batch.length > 1) {
    const half = Math.ceil(batch.length / 2)
    await pushBatch(work, lane, batch.slice(0, half))
    return pushBatch(work, lane, batch.slice(half))
  }
  const lines = batch.flatMap((one) => {
    const key = one.row.key
    const said: Acknowledgement =
      kind === 'refused'
        ? { key, outcome: 'rejected', issues: issues ?? [{ severity: 'error', code, message }] }
        : kind === 'missing' && (isReadable(work) || (work.channel[lane]?.batch ?? 1) === 1)
          ? { key, outcome: 'missing' }
          : { key, outcome: 'again', message }
    return settleValue(work, lane, { ...one, said })
  })
  await ctx.db.batch(lines, OWED)
}

async function push(work: Work, lane: ValueLane, batch: readonly Wanted[]): Promise<readonly Acknowledgement[]> {
  const { api, channel, connection, ctx } = work
  const shapes = await shapesOf(work, batch)
  const entry = ({ row }: Wanted) => ({
    key: row.key,
    externalId: row.externalId,
    shape: shapes.get(row.listingId) ?? null,
  })
  if (lane === 'stock') {
    const entries = batch.map(
      (one): StockEntry<unknown> => ({
        ...entry(one),
        quantity: one.terms.quantity,
        locations: one.terms.stock,
        // Above every number of before, whichever process sends: the time, and the mark within it.
        sequence: ctx.now() * 1_000 + (one.row.dirty % 1_000),
      }),
    )
    return channel.stock?.push(api, entries) ?? []
  }
  const entries = batch.map(
    (one): PriceEntry<unknown> => ({
      ...entry(one),
      price: one.terms.price?.amount ?? 0,
      compareAt: one.terms.compareAt?.amount ?? null,
      currency: connection.currency,
    }),
  )
  return channel.prices?.push(api, entries) ?? []
}

async function shapesOf({ ctx }: Work, batch: readonly Wanted[]): Promise<ReadonlyMap<string, unknown>> {
  const rows = await listingsByIds(ctx, [...new Set(batch.map(({ row }) => row.listingId))])
  return new Map(rows.map(({ id, confirmed, sent }) => [id, confirmed ?? sent]))
}

const isReadable = ({ channel }: Work) => channel.listings?.observe !== undefined

const lookAtListing = plain(sql`update channel_listings set observe_at = ${param('now')} where id = ${param('id')}`)

/**
 * The channel does not know the item of a value: whether its listing is there is read, if it can be. Otherwise the listing is made anew, after
 * longer and longer pauses when the value is unknown even so.
 */
function lost(work: Work, lane: ValueLane, row: DueValue): Statement[] {
  const { listingId: id, connectionId, productId, status, isWanted, variantId, dirty } = row
  const { ctx } = work
  const retryAt = ctx.now() + backoff(row.tries, variantId)
  const key = { connectionId, lane, variantId }
  const tries = row.tries + 1
  if (isReadable(work)) return [patchValue(key, { tries, retryAt }), lookAtListing({ id, now: ctx.now() })]
  return [
    patchValue(key, { tries, done: dirty, isThere: false, confirmed: null, sent: null }),
    ...vanished(ctx, { id, connectionId, productId, status, isWanted }, row.tries === 0 ? 0 : retryAt),
  ]
}

interface Settling extends Wanted {
  readonly said: Acknowledgement
}

function settleValue(work: Work, lane: ValueLane, { row, text, said, isForSale }: Settling): Statement[] {
  const { ctx, connection, channel, recorder } = work
  const key = { connectionId: connection.id, lane, variantId: row.variantId }
  const now = ctx.now()
  if (said.outcome === 'again') {
    recorder.count({ failed: 1 })
    return [patchValue(key, { tries: row.tries + 1, retryAt: now + backoff(row.tries, row.variantId) })]
  }
  // What is not for sale any more may have left the listing with the last change of it.
  if (said.outcome === 'missing' && !isForSale)
    return [patchValue(key, { done: row.dirty, tries: 0, isThere: false, confirmed: null, sent: null })]
  if (said.outcome === 'missing') return lost(work, lane, row)
  const settled = { done: row.dirty, tries: 0, sent: null }
  if (said.outcome === 'rejected') {
    recorder.count({ refused: 1 })
    const issues = issuesOf(said.issues, channel.listings?.fields)
    return [patchValue(key, { ...settled, cause: causeOf('rejected', wordsOfIssues(issues), issues) })]
  }
  recorder.count({ changed: 1 })
  if (said.outcome === 'pending')
    return [
      patchValue(key, { ...settled, sent: text, cause: null }),
      keepReceipt(ctx, { connectionId: connection.id, receipt: said.receipt, lane, key: row.key }),
    ]
  return [patchValue(key, { ...settled, confirmed: text, confirmedAt: now, cause: null })]
}
