import { sql } from 'drizzle-orm'
import { param, query } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { LISTED } from './counts.ts'
import type { Choice, Filters } from './listing.ts'
import type { Sort } from './model.ts'

/**
 * From where a page is read: in its order from the index of that order, until it is full; or from the few products that a filter leaves,
 * sorted then. The first is best where many fit, the second where few do; in a large shop each is a hundred times worse than the other.
 */
export type Drive = 'order' | 'collection' | 'found' | `option${number}` | `attribute${number}`

const sizes = query((q) =>
  q
    .select({
      collectionId: sql<string>`c.collection_id`.as('collection_id'),
      key: sql<string>`v.key`.as('key'),
      value: sql<string>`v.value`.as('value'),
      count: sql<number>`c.count`.as('count'),
    })
    .from(sql`browse_values v cross join browse_counts c on c.value_id = v.id and c.channel_id = ${param('channelId')}
      and c.collection_id in ('', ${param('collectionId')})`)
    .where(
      sql`v.id in (select id from browse_values where (key, value) in (select value ->> 0, value ->> 1 from json_each(${param('values')})) union all select ${sql.raw(String(LISTED))})`,
    ),
)

/** Reading a product by a filter and sorting it costs about this many steps along an index. */
const SORTED = 2

interface Reading {
  readonly filters: Filters
  readonly sort: Sort
  readonly limit: number
}

/** The cheaper way to a page, by the kept counts. */
export async function driveOf(ctx: StoreContext, { filters, sort, limit }: Reading): Promise<Drive> {
  const { collectionId, options, attributes, ranked } = filters
  if (ranked !== undefined) return 'found'
  if (collectionId === undefined && options.length + attributes.length === 0) return 'order'
  const rows = await ctx.db.all(sizes, {
    channelId: ctx.channel.id,
    collectionId: collectionId ?? '',
    values: JSON.stringify(
      [...options, ...attributes].flatMap(({ key, values }) => values.map((value) => [key, value])),
    ),
  })
  const listed = (id: string) => sum(rows.filter((row) => row.collectionId === id && row.key === ''))
  const sizeOf = (choice: Choice) =>
    sum(rows.filter((row) => row.collectionId === '' && row.key === choice.key && choice.values.includes(row.value)))
  const isOrdered = sort === 'manual' && collectionId !== undefined
  const ways: Way[] = [
    ...(collectionId === undefined || isOrdered ? [] : [{ drive: 'collection' as const, size: listed(collectionId) }]),
    ...options.map((choice, at) => ({ drive: `option${at}` as const, size: sizeOf(choice) })),
    ...attributes.map((choice, at) => ({ drive: `attribute${at}` as const, size: sizeOf(choice) })),
  ]
  return cheapest(ways, { all: listed(isOrdered ? collectionId : ''), shop: listed(''), limit })
}

interface Way {
  readonly drive: Drive
  readonly size: number
}

/** `all` products stand in the order; each filter leaves its share of those of the whole shop. */
function cheapest(ways: readonly Way[], { all, shop, limit }: { all: number; shop: number; limit: number }): Drive {
  const share = ways.reduce((left, { size }) => left * Math.min(1, size / Math.max(1, shop)), 1)
  const steps = Math.min(all, limit / Math.max(share, 1e-9))
  const [least] = [...ways].sort((a, b) => a.size - b.size)
  return least === undefined || least.size * SORTED > steps ? 'order' : least.drive
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0)
}
