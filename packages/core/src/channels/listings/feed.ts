import { and, asc, eq, gt, sql } from 'drizzle-orm'
import {
  duration,
  failpoint,
  insertInto,
  OWED,
  param,
  query,
  SECOND,
  type Statement,
  turn,
} from '../../kernel/index.ts'
import type { Publication } from '../channel.ts'
import { ask, observeEvery, type Work } from '../lane/index.ts'
import { keepLane } from '../lane-rows.ts'
import { listings, receipts } from '../schema.ts'
import { type Decided, decideAll } from './compare.ts'
import { causeOf } from './issues.ts'
import { type LightRow, lightColumns } from './listing-rows.ts'
import { settlePublication } from './settle.ts'
import { ended, turnTo } from './turn-to.ts'

const TOGETHER = 100
const LOOK = 5 * SECOND
const insertReceipt = insertInto(receipts, 'skip')

const page = query((q) =>
  q
    .select(lightColumns)
    .from(listings)
    .where(
      and(
        eq(listings.connectionId, param('connectionId')),
        gt(listings.id, param('after')),
        sql`(is_wanted = 1 or is_sent = 1 or dirty > done)`,
      ),
    )
    .orderBy(asc(listings.id))
    .limit(TOGETHER),
)

/** What the file said of a listing, remembered until the file was taken. */
interface Written {
  readonly row: LightRow
  readonly hash: string
}

/**
 * The whole as one file: written when something changed, at most as often as the channel wants. What is in it is confirmed by its receipt, or
 * by having been taken; what is not in it any more has ended. A file that was not taken is written anew.
 */
export async function publishFeed(work: Work): Promise<void> {
  const { ctx, connection, channel, recorder } = work
  const feed = channel.listings?.feed
  if (feed === undefined) return
  const nextAt = ctx.now() + duration(feed.every)
  const [written, left]: [Written[], Statement[][]] = [[], []]
  const answer = await ask(work, { step: 'deliver' }, () => feed.deliver(work.api, entriesOf(work, { written, left })))
  failpoint('channels.fed')
  const lane = { connectionId: connection.id, lane: 'feed', cursor: null, nextAt }
  if ('failure' in answer) {
    recorder.count({ failed: written.length })
    return ctx.db.batch([keepLane(lane)], OWED)
  }
  const receipt = answer.said
  recorder.count({ seen: written.length, changed: written.length })
  for (let at = 0; at < written.length; at += TOGETHER) {
    const some = written.slice(at, at + TOGETHER)
    await ctx.db.batch(
      some.flatMap((one) => settled(work, one, receipt)),
      OWED,
    )
    await turn()
  }
  for (const lines of left) await ctx.db.batch(lines, OWED)
  const keys = written.map(({ row }) => row.key)
  const now = ctx.now()
  const waits =
    receipt === null
      ? []
      : [
          insertReceipt({
            connectionId: connection.id,
            receipt,
            lane: 'listings',
            keys,
            pollAt: now + LOOK,
            createdAt: now,
          }),
        ]
  await ctx.db.batch([...waits, keepLane(lane)], OWED)
}

function settled({ ctx, channel }: Work, { row, hash }: Written, receipt: string | null): Statement[] {
  const outcome = receipt === null ? ('live' as const) : ('accepted' as const)
  const settling = {
    row,
    acknowledgement: { key: row.key, outcome },
    fields: channel.listings?.fields,
    observeEvery: receipt === null ? observeEvery(channel) : null,
    isJudgedLater: receipt !== null,
  }
  return settlePublication(ctx, { shape: null, hash }, settling)
}

interface Collecting {
  readonly written: Written[]
  readonly left: Statement[][]
}

/** All that belongs into the file, read and mapped a few at a time while it is written. */
async function* entriesOf(work: Work, { written, left }: Collecting): AsyncGenerator<Publication<unknown>> {
  const { ctx, connection } = work
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: LightRow[] = await ctx.db.all(page, { connectionId: connection.id, after })
    const decided = await decideAll(work, rows.map(asUnsent))
    const known = new Map(rows.map((row) => [row.id, row]))
    left.push(decided.flatMap((one) => leftOut(work, known.get(one.row.id), one)))
    for (const { row, item, decision } of decided) {
      if (decision.do !== 'publish') continue
      written.push({ row: known.get(row.id) ?? row, hash: decision.hash })
      yield {
        key: row.key,
        externalId: row.externalId,
        operation: 'create',
        shape: decision.shape,
        confirmed: null,
        quantity: item?.quantity ?? 0,
        locations: item?.stock ?? [],
        price: item?.price?.amount ?? null,
        compareAt: item?.compareAt?.amount ?? null,
        currency: connection.currency,
      }
    }
    after = rows.length === TOGETHER ? rows.at(-1)?.id : undefined
    await turn()
  }
}

/** A file holds everything, whatever was in the one before. */
const asUnsent = (row: LightRow): LightRow => ({
  ...row,
  isSent: false,
  confirmedHash: null,
  sentHash: null,
  refusedHash: null,
})

/** What stands in no file: not fit for the channel, or not wanted any more. */
function leftOut({ ctx }: Work, row: LightRow | undefined, { decision }: Decided): Statement[] {
  if (row === undefined || decision.do === 'publish' || decision.do === 'nothing') return []
  const common = { done: row.dirty, askedAt: null, tries: 0 }
  if (decision.do === 'refuse')
    return turnTo(ctx, row, { ...common, isSent: false, status: 'invalid', cause: decision.cause })
  return ended(ctx, row, causeOf('unlisted', 'it is not in the file any more'), common)
}
