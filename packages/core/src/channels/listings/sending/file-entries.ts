import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { param, query, type Statement, turn } from '../../../kernel/index.ts'
import type { Publication } from '../../channel.ts'
import type { Work } from '../../lane/index.ts'
import { listings } from '../../schema.ts'
import { type Decided, decideAll } from '../deciding/index.ts'
import { type LightRow, lightColumns } from '../listing-rows.ts'
import { ended, turnTo } from '../turn-to.ts'

const TOGETHER = 100

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
export interface Written {
  readonly row: LightRow
  readonly hash: string
}

export interface Collecting {
  readonly written: Written[]
  readonly left: Statement[][]
}

/** All that belongs into the file, read and mapped a few at a time while it is written. */
export async function* fileEntries(work: Work, { written, left }: Collecting): AsyncGenerator<Publication<unknown>> {
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
  const isKnown = !row.isSent && row.dirty === row.done
  if (decision.do !== 'refuse') return isKnown && row.status === 'ended' ? [] : ended(ctx, row, decision.cause, common)
  return isKnown && row.status === 'invalid'
    ? []
    : turnTo(ctx, row, { ...common, isSent: false, status: 'invalid', cause: decision.cause })
}
