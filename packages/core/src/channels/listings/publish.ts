import { failpoint, OWED, type Statement } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import type { AnyChannel, Entry, Publication } from '../channel.ts'
import type { Failure } from '../failure.ts'
import type { Item } from '../item.ts'
import { itemOf, itemProduct, type ProductOnChannel, readItems } from '../items.ts'
import { ask, backoff, drain, isHalt, observeEvery, type Work } from '../lane/index.ts'
import { type Decision, decide, type Mapped, mapItem } from './decide.ts'
import { causeOf } from './issues.ts'
import { compared, dueListings, type LightRow, listingsByIds } from './listing-rows.ts'
import { namelessCause } from './nameless.ts'
import { newValues } from './new-values.ts'
import { readBack } from './observe.ts'
import { productUrl } from './product-url.ts'
import { requirementsFor } from './requirements.ts'
import { again, ended, patchListing, settlePublication, settleWithdrawal, turnTo } from './settle.ts'

/** Listings that are compared in one go: few, so that requests come in between. */
const TOGETHER = 50

/** Brings what the channel shows to what it should show: compares what was marked, and sends the differences. Resolves when nothing is due. */
export async function publishDue(work: Work): Promise<void> {
  const { ctx, connection, channel } = work
  if (channel.listings === undefined || channel.listings.publish === undefined) return
  await drain(work, {
    due: () => ctx.db.all(dueListings, { connectionId: connection.id, now: ctx.now(), limit: TOGETHER }),
    mark: ({ id, dirty, done, tries, askedAt, observations }) =>
      `${id} ${dirty} ${done} ${tries} ${askedAt} ${observations}`,
    work: (due) => publishSome(work, due),
  })
}

async function publishSome(work: Work, due: readonly LightRow[]): Promise<void> {
  const asked = due.filter(({ askedAt }) => askedAt !== null)
  if (asked.length > 0) await readBack(work, asked)
  const rows = due.filter(({ askedAt }) => askedAt === null || work.channel.listings?.observe === undefined)
  const decisions = await decideAll(work, rows)
  work.recorder.count({ seen: rows.length })
  await settleQuiet(work, decisions)
  await withdraw(work, decisions)
  await publish(work, decisions)
}

export interface Decided {
  readonly row: LightRow
  readonly item: Item | undefined
  readonly decision: Decision
}

export async function decideAll(work: Work, rows: readonly LightRow[]): Promise<Decided[]> {
  const products = await readItems(work.ctx, work.connection, [...new Set(rows.map(({ productId }) => productId))])
  const decided: Decided[] = []
  for (const row of rows) {
    const item = itemFor(work, row, products.get(row.productId))
    decided.push({ row, item, decision: decide(row, await mappedOf(work, row, item)) })
  }
  return decided
}

/** An item in the channel's shape; undefined when it is not for sale. */
async function mappedOf(work: Work, row: LightRow, item: Item | undefined): Promise<Mapped | undefined> {
  if (item === undefined) return undefined
  if (!row.isWanted) return {}
  const cause = namelessCause(work.channel, row, item)
  if (cause !== undefined) return { cause }
  const requirements = await requirementsFor(work, item)
  if ('cause' in requirements) return requirements
  const listings = work.channel.listings as NonNullable<AnyChannel['listings']>
  return mapItem(listings, item, { settings: work.connection.settings, requirements: requirements.value })
}

function itemFor(
  { ctx, channel }: Pick<Work, 'ctx' | 'channel'>,
  row: Pick<LightRow, 'itemId' | 'overrides'>,
  found: ProductOnChannel | undefined,
): Item | undefined {
  if (found === undefined || found.goods.status !== 'active') return undefined
  const product = itemProduct(found, row.overrides, productUrl(ctx))
  const [first] = product.variants
  const isOfProduct = channel.listings?.unit === 'product'
  return itemOf(product, isOfProduct ? (first?.variantId ?? '') : row.itemId, row.overrides)
}

/** What needs no call: as it should be, waiting, not fit for the channel, neither there nor wanted. */
async function settleQuiet({ ctx, channel, recorder }: Work, decisions: readonly Decided[]): Promise<void> {
  const same = decisions.filter(({ decision }) => decision.do === 'nothing')
  const lines: Statement[] = decisions.flatMap(({ row, decision }) => {
    const settled = { done: row.dirty, askedAt: null, tries: 0 }
    if (decision.do === 'refuse') return turnTo(ctx, row, { ...settled, status: 'invalid', cause: decision.cause })
    if (decision.do !== 'rest') return []
    // A call that failed may have made it all the same: nobody wants it any more, and so it must not be left there.
    const isInDoubt = row.sentHash !== null && channel.listings?.observe !== undefined
    if (isInDoubt) return [patchListing({ id: row.id }, { askedAt: ctx.now(), observations: 0 })]
    const isNew = row.status === 'draft' || row.status === 'ended'
    return isNew
      ? [patchListing({ id: row.id }, settled)]
      : ended(ctx, row, causeOf('unlisted', 'it is not listed'), settled)
  })
  lines.push(...same.map(({ row }) => compared({ id: row.id, mark: row.dirty })))
  recorder.count({ same: same.length, refused: decisions.filter(({ decision }) => decision.do === 'refuse').length })
  if (lines.length > 0) await ctx.db.batch(lines, OWED)
}

type Publishing = Decided & { readonly decision: Extract<Decision, { do: 'publish' }> }
type Withdrawing = Decided & { readonly decision: Extract<Decision, { do: 'withdraw' }> }

async function publish(work: Work, decisions: readonly Decided[]): Promise<void> {
  const all = decisions.filter((one): one is Publishing => one.decision.do === 'publish')
  const size = work.channel.listings?.batch ?? 1
  for (let at = 0; at < all.length; at += size) await publishBatch(work, all.slice(at, at + size))
}

/** Before a listing is made, it is noted that we are about to: a death in between is told from never having begun. */
async function publishBatch(work: Work, batch: readonly Publishing[]): Promise<void> {
  const { ctx, channel, recorder } = work
  await noteAsked(work, batch)
  failpoint('channels.asked')
  const confirmed = new Map(
    (
      await listingsByIds(
        ctx,
        batch.filter(({ row }) => row.isSent).map(({ row }) => row.id),
      )
    ).map((row) => [row.id, row.confirmed]),
  )
  const entries = batch.map(
    ({ row, item, decision }): Publication<unknown> => ({
      key: row.key,
      externalId: row.externalId,
      operation: decision.operation,
      shape: decision.shape,
      confirmed: confirmed.get(row.id) ?? null,
      quantity: item?.quantity ?? 0,
      locations: item?.stock ?? [],
      price: item?.price?.amount ?? null,
      compareAt: item?.compareAt?.amount ?? null,
      currency: work.connection.currency,
    }),
  )
  recorder.lag(ctx.now() - Math.min(...batch.map(({ row }) => row.markedAt)))
  const answer = await ask(
    work,
    { step: 'publish', about: entries.map(({ key }) => key) },
    async () => channel.listings?.publish?.(work.api, entries) ?? [],
  ).catch(async (thrown) => {
    // What was stopped in the middle of a call may have been done: it is read back.
    if (isHalt(thrown)) await forgetAsked(work, batch)
    throw thrown
  })
  failpoint('channels.answered')
  if ('failure' in answer) return failedBatch(work, batch, answer.failure)
  const lines = batch.flatMap(({ row, item, decision }) => {
    const acknowledgement = sayOf(answer.said, row.key)
    const isDone = acknowledgement.outcome !== 'again' && acknowledgement.outcome !== 'rejected'
    recorder.count(isDone ? { changed: 1 } : acknowledgement.outcome === 'rejected' ? { refused: 1 } : { failed: 1 })
    const settling = { row, acknowledgement, fields: channel.listings?.fields, observeEvery: observeEvery(channel) }
    return [...variantsOf(work, row, item), ...settlePublication(ctx, decision, settling)]
  })
  await ctx.db.batch(lines, OWED)
  failpoint('channels.settled')
}

/** A product may have got variants since it was listed: their stock and prices ride the fast lane from now on. */
function variantsOf({ ctx, channel }: Work, { connectionId, itemId }: LightRow, item: Item | undefined): Statement[] {
  if (channel.listings?.unit !== 'product' || item === undefined) return []
  const values = item.product.variants.map(({ variantId, sku }) => ({ variantId, key: sku }))
  return newValues(channel, { connectionId, itemId, values, now: ctx.now() })
}

/** A platform that says nothing of an entry is asked again. */
export function sayOf(said: readonly Acknowledgement[], key: string): Acknowledgement {
  return said.find((one) => one.key === key) ?? { key, outcome: 'again', message: 'the channel said nothing of it' }
}

async function noteAsked({ ctx }: Work, batch: readonly Publishing[]): Promise<void> {
  const now = ctx.now()
  const lines = batch
    .filter(({ decision }) => decision.operation === 'create')
    .map(({ row, decision }) =>
      patchListing({ id: row.id }, { askedAt: now, sent: decision.shape, sentHash: decision.hash, observations: 0 }),
    )
  if (lines.length > 0) await ctx.db.batch(lines, OWED)
}

/** The call was refused before it could do anything. */
async function forgetAsked({ ctx }: Work, batch: readonly Publishing[]): Promise<void> {
  const lines = batch
    .filter(({ decision }) => decision.operation === 'create')
    .map(({ row }) => patchListing({ id: row.id }, { askedAt: null, sent: null, sentHash: null }))
  if (lines.length > 0) await ctx.db.batch(lines, OWED)
}

/** A whole call failed: what may pass is tried later, what is unknown is read back, what was refused is sent in halves until it is told which. */
async function failedBatch(work: Work, batch: readonly Publishing[], failure: Failure): Promise<void> {
  const { ctx, channel, recorder } = work
  const isOurFault = failure.kind === 'refused' || failure.kind === 'conflict' || failure.kind === 'missing'
  if (isOurFault && batch.length > 1) {
    await forgetAsked(work, batch)
    const half = Math.ceil(batch.length / 2)
    await publishBatch(work, batch.slice(0, half))
    return publishBatch(work, batch.slice(half))
  }
  recorder.count({ failed: batch.length })
  const lines = batch.flatMap(({ row, decision }) => {
    if (failure.kind === 'refused') {
      const issues = failure.issues ?? [
        { severity: 'error', code: failure.code ?? 'refused', message: failure.message },
      ]
      const acknowledgement = { key: row.key, outcome: 'rejected', issues } as const
      return settlePublication(ctx, decision, {
        row,
        acknowledgement,
        fields: channel.listings?.fields,
        observeEvery: null,
      })
    }
    return later(work, row, { failure, isCreate: decision.operation === 'create' })
  })
  await ctx.db.batch(lines, OWED)
}

/** Whether something was made is read back first, if the channel can be read. */
function later(
  { ctx, channel }: Work,
  row: LightRow,
  { failure, isCreate }: { readonly failure: Failure; readonly isCreate: boolean },
): Statement[] {
  const isUnknown = failure.kind === 'unknown' || failure.kind === 'conflict' || failure.kind === 'missing'
  if (!isUnknown || channel.listings?.observe === undefined) return again(ctx, row, failure.message)
  const now = ctx.now()
  const patch = { askedAt: now, tries: row.tries + 1, retryAt: now + backoff(row.tries, row.id), updatedAt: now }
  return [patchListing({ id: row.id }, isCreate ? patch : { ...patch, observations: 0 })]
}

async function withdraw(work: Work, decisions: readonly Decided[]): Promise<void> {
  const all = decisions.filter((one): one is Withdrawing => one.decision.do === 'withdraw')
  const size = work.channel.listings?.batch ?? 1
  for (let at = 0; at < all.length; at += size) await withdrawBatch(work, all.slice(at, at + size))
}

/** That nothing was found may be said of the address and not of the items: whether they are gone is read back before it is believed. */
function lookedFor({ now }: Work['ctx'], { id }: LightRow, { kind }: Failure): Statement[] {
  return kind === 'missing' ? [patchListing({ id }, { observeAt: now() })] : []
}

async function withdrawBatch(work: Work, batch: readonly Withdrawing[]): Promise<void> {
  const { ctx, channel, recorder } = work
  const entries = batch.map(({ row }): Entry => ({ key: row.key, externalId: row.externalId }))
  const answer = await ask(
    work,
    { step: 'withdraw', about: entries.map(({ key }) => key) },
    async () => channel.listings?.withdraw?.(work.api, entries) ?? [],
  )
  failpoint('channels.withdrawn')
  const isTold =
    'failure' in answer &&
    answer.failure.kind === 'missing' &&
    channel.listings?.observe === undefined &&
    batch.length === 1
  if ('failure' in answer && !isTold) {
    const isOfOne = answer.failure.kind === 'refused' || answer.failure.kind === 'missing'
    if (batch.length > 1 && isOfOne) {
      const half = Math.ceil(batch.length / 2)
      await withdrawBatch(work, batch.slice(0, half))
      return withdrawBatch(work, batch.slice(half))
    }
    recorder.count({ failed: batch.length })
    const { message } = answer.failure
    return ctx.db.batch(
      batch.flatMap(({ row }) => [...again(ctx, row, message), ...lookedFor(ctx, row, answer.failure)]),
      OWED,
    )
  }
  recorder.count({ changed: batch.length })
  const lines = batch.flatMap(({ row, decision }) => {
    const acknowledgement =
      'said' in answer ? sayOf(answer.said, row.key) : ({ key: row.key, outcome: 'live' } as const)
    return settleWithdrawal(ctx, decision.cause, {
      row,
      acknowledgement,
      fields: channel.listings?.fields,
      observeEvery: null,
    })
  })
  await ctx.db.batch(lines, OWED)
}
