import { sql } from 'drizzle-orm'
import { list, param, type Query, queryByShape } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { VARIANTS } from './facet-lines.ts'

/**
 * What can be filtered by and counted of some products, as one buyer sees them: columns of plain numbers, about ninety bytes for a product.
 * Facets and collections of product `at` are those from `starts[at]` to `starts[at + 1]`.
 */
export interface Block {
  readonly size: number
  readonly numbers: Uint32Array
  /** From and until when it is shown; infinity for ever. */
  readonly from: Float64Array
  readonly until: Float64Array
  readonly available: Uint8Array
  /** Minor units; NaN without a price. */
  readonly price: Float64Array
  readonly facetStarts: Uint32Array
  readonly values: Uint32Array
  readonly variants: Uint16Array
  readonly collectionStarts: Uint32Array
  readonly collections: Uint32Array
  readonly bytes: number
}

const rows = queryByShape((q, { by }: { by: 'range' | 'numbers' }) =>
  q
    .select({
      number: sql<number>`d.number`.as('number'),
      facets: sql<string>`d.facets`.as('facets'),
      from: sql<number>`b.publish_at`.as('from_at'),
      until: sql<number | null>`b.unpublish_at`.as('until_at'),
      available:
        sql<number>`coalesce((select s.available from browse_stock s where s.product_id = d.product_id), 0)`.as(
          'available',
        ),
      price: sql<number | null>`(select p.amount from browse_prices p where p.market_id = ${param('marketId')}
        and p.currency = ${param('currency')} and p.product_id = d.product_id)`.as('price'),
      collections:
        sql<string>`(select group_concat(c.collection_id) from collection_products c where c.product_id = d.product_id)`.as(
          'collections',
        ),
    })
    .from(
      sql`browse_documents d cross join browse_products b on b.channel_id = ${param('channelId')} and b.product_id = d.product_id`,
    )
    .where(
      by === 'range'
        ? sql`d.number >= ${param('first')} and d.number < ${param('end')}`
        : sql`d.number in (select value from json_each(${param('numbers')}))`,
    ),
)

type Row = ReturnType<typeof rows> extends Query<infer R> ? R : never

/** Which products: those with numbers from `first` until before `end`, or just these. */
export type Which = { readonly first: number; readonly end: number } | { readonly numbers: readonly number[] }

/** Collections by number, in this process only: blocks hold millions of them. */
const collectionNumbers = new Map<string, number>()

export function collectionNumber(id: string): number {
  const known = collectionNumbers.get(id)
  if (known !== undefined) return known
  collectionNumbers.set(id, collectionNumbers.size + 1)
  return collectionNumbers.size
}

export async function readBlock(ctx: StoreContext, which: Which): Promise<Block> {
  const scope = { channelId: ctx.channel.id, marketId: ctx.market.id, currency: ctx.currency }
  const given = 'numbers' in which ? { numbers: list(which.numbers) } : which
  return blockOf(await ctx.db.all(rows({ by: 'numbers' in which ? 'numbers' : 'range' }), { ...scope, ...given }))
}

function blockOf(found: readonly Row[]): Block {
  const facets = found.map((row) => JSON.parse(row.facets) as number[])
  const collections = found.map((row) => row.collections?.split(',').map(collectionNumber) ?? [])
  const flat = facets.flat()
  const block = {
    size: found.length,
    numbers: Uint32Array.from(found, ({ number }) => number),
    from: Float64Array.from(found, ({ from }) => from),
    until: Float64Array.from(found, ({ until }) => until ?? Number.POSITIVE_INFINITY),
    available: Uint8Array.from(found, ({ available }) => available),
    price: Float64Array.from(found, ({ price }) => price ?? Number.NaN),
    facetStarts: startsOf(facets),
    values: Uint32Array.from(flat, (number) => Math.floor(number / VARIANTS)),
    variants: Uint16Array.from(flat, (number) => number % VARIANTS),
    collectionStarts: startsOf(collections),
    collections: Uint32Array.from(collections.flat()),
  }
  const bytes = Object.values(block).reduce<number>(
    (sum, column) => sum + (typeof column === 'number' ? 8 : column.byteLength + 100),
    0,
  )
  return { ...block, bytes }
}

function startsOf(lists: readonly (readonly number[])[]): Uint32Array {
  const starts = new Uint32Array(lists.length + 1)
  for (const [at, { length }] of lists.entries()) starts[at + 1] = (starts[at] as number) + length
  return starts
}
