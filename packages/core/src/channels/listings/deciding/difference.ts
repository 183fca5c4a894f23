import { and, asc, eq, gt } from 'drizzle-orm'
import { param, query, turn } from '../../../kernel/index.ts'
import type { Work } from '../../lane/index.ts'
import { listings } from '../../schema.ts'
import { type LightRow, lightColumns } from '../listing-rows.ts'
import { decideAll } from './compare.ts'

/** What a comparison of everything would send, if it ran now. */
export interface Difference {
  readonly listings: number
  readonly same: number
  readonly create: number
  readonly update: number
  readonly withdraw: number
  readonly refused: number
  /** The first hundred that are not the same. */
  readonly items: readonly {
    readonly id: string
    readonly key: string
    readonly would: 'create' | 'update' | 'withdraw' | 'refuse'
  }[]
}

const TOGETHER = 50
const NAMED = 100

const page = query((q) =>
  q
    .select(lightColumns)
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), gt(listings.id, param('after'))))
    .orderBy(asc(listings.id))
    .limit(TOGETHER),
)

/** Compares every listing as a resync would, and sends nothing. The rules of categories may be read from the channel. */
export async function differenceOf(work: Work): Promise<Difference> {
  const counts = { nothing: 0, rest: 0, create: 0, update: 0, withdraw: 0, refuse: 0 }
  const items: Difference['items'][number][] = []
  let after = ''
  for (let isMore = true; isMore; ) {
    const rows: LightRow[] = await work.ctx.db.all(page, { connectionId: work.connection.id, after })
    for (const { row, decision } of await decideAll(work, rows)) {
      const would = decision.do === 'publish' ? decision.operation : decision.do
      counts[would] += 1
      if (would !== 'nothing' && would !== 'rest' && items.length < NAMED)
        items.push({ id: row.id, key: row.key, would })
    }
    after = rows.at(-1)?.id ?? after
    isMore = rows.length === TOGETHER
    await turn()
  }
  const { nothing, rest, refuse: refused, ...sent } = counts
  return {
    listings: nothing + rest + refused + sent.create + sent.update + sent.withdraw,
    same: nothing + rest,
    refused,
    ...sent,
    items,
  }
}
