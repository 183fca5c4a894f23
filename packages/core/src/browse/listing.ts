import { type SQL, sql } from 'drizzle-orm'
import { type CursorKey, decodeCursor, encodeCursor, list, param, queryByShape } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import type { Sort } from './model.ts'

/** Filters with their names already resolved to what the index holds. */
export interface Filters {
  readonly collectionId?: string
  /** Per option: the key in the index and the values of which one must fit; all options on the same variant. */
  readonly options: readonly Choice[]
  readonly attributes: readonly Choice[]
  readonly priceMin?: number
  readonly priceMax?: number
  readonly available?: boolean
  /** Product ids, best first. */
  readonly ranked?: readonly string[]
}

export interface Choice {
  readonly key: string
  readonly values: readonly string[]
}

/** Which filters are present, not their values: the set of shapes is small, each is compiled once. */
type Shape = {
  readonly sort: Sort
  readonly after: boolean
  readonly collection: boolean
  readonly options: number
  readonly attributes: number
  readonly min: boolean
  readonly max: boolean
  readonly available: boolean
  readonly ranked: boolean
}

interface Ordered {
  /** The table that is read in order, with the product id as `x.product_id`. */
  readonly from: SQL
  readonly key: SQL
  readonly descending: boolean
}

function ordered({ sort, collection, ranked }: Shape): Ordered {
  if (sort === 'relevance' && ranked)
    return {
      from: sql`(select value as product_id, key as position from json_each(${param('ranked')})) x`,
      key: sql`x.position`,
      descending: false,
    }
  if (sort === 'manual' && collection)
    return {
      from: sql`(select product_id, position from collection_products where collection_id = ${param('collectionId')}) x`,
      key: sql`x.position`,
      descending: false,
    }
  if (sort === 'title')
    return {
      from: sql`(select product_id, title from browse_titles where language = ${param('language')}) x`,
      key: sql`x.title`,
      descending: false,
    }
  if (sort === 'price' || sort === '-price')
    return {
      from: sql`(select product_id, amount from browse_prices where market_id = ${param('marketId')} and currency = ${param('currency')}) x`,
      key: sql`x.amount`,
      descending: sort === '-price',
    }
  return {
    from: sql`(select product_id, created_at from browse_products where channel_id = ${param('channelId')}) x`,
    key: sql`x.created_at`,
    descending: true,
  }
}

/** The conditions on product `x.product_id`; the same for pages and for counts. */
export function conditions(shape: Omit<Shape, 'sort' | 'after'>): SQL[] {
  const product = sql`x.product_id`
  const price = sql`exists (select 1 from browse_prices p where p.market_id = ${param('marketId')} and p.currency = ${param('currency')} and p.product_id = ${product}`
  return [
    sql`exists (select 1 from browse_products b where b.channel_id = ${param('channelId')} and b.product_id = ${product} and b.publish_at <= ${param('now')} and (b.unpublish_at is null or b.unpublish_at > ${param('now')}))`,
    ...(shape.collection
      ? [
          sql`exists (select 1 from collection_products c where c.collection_id = ${param('collectionId')} and c.product_id = ${product})`,
        ]
      : []),
    ...(shape.options > 0 ? [optionsOnOneVariant(shape.options)] : []),
    ...Array.from(
      { length: shape.attributes },
      (_, at) =>
        sql`exists (select 1 from browse_facets f where f.product_id = ${product} and f.key = ${param(`attribute${at}`)} and f.value in (select value from json_each(${param(`attributeValues${at}`)})))`,
    ),
    ...(shape.min ? [sql`${price} and p.amount >= ${param('priceMin')})`] : []),
    ...(shape.max ? [sql`${price} and p.amount <= ${param('priceMax')})`] : []),
    ...(shape.available
      ? [
          sql`coalesce((select available from browse_stock s where s.product_id = ${product}), 0) = ${param('available')}`,
        ]
      : []),
    ...(shape.ranked ? [sql`${product} in (select value from json_each(${param('ranked')}))`] : []),
  ]
}

function optionsOnOneVariant(count: number): SQL {
  const fits = (at: number) =>
    sql`f.key = ${param(`option${at}`)} and f.value in (select value from json_each(${param(`optionValues${at}`)}))`
  const rest = Array.from(
    { length: count - 1 },
    (_, at) =>
      sql` and exists (select 1 from browse_facets f where f.product_id = f0.product_id and f.variant_id = f0.variant_id and ${fits(at + 1)})`,
  )
  return sql`exists (select 1 from browse_facets f0 where f0.product_id = x.product_id and f0.key = ${param('option0')} and f0.value in (select value from json_each(${param('optionValues0')}))${sql.join(rest)})`
}

const pages = queryByShape((q, shape: Shape) => {
  const { from, key, descending } = ordered(shape)
  const direction = descending ? sql.raw('desc') : sql.raw('asc')
  const after = descending
    ? sql`(${key}, x.product_id) < (${param('afterKey')}, ${param('afterId')})`
    : sql`(${key}, x.product_id) > (${param('afterKey')}, ${param('afterId')})`
  return q
    .select({ id: sql<string>`x.product_id`.as('id'), key: sql<string | number>`${key}`.as('key') })
    .from(from)
    .where(sql.join([...conditions(shape), ...(shape.after ? [after] : [])], sql` and `))
    .orderBy(sql`${key} ${direction}`, sql`x.product_id ${direction}`)
    .limit(param('limit'))
})

export interface IdPage {
  readonly ids: readonly string[]
  readonly next: string | null
}

export interface PageRequest {
  readonly filters: Filters
  readonly sort: Sort
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One page of product ids in order, by keyset, from the index tables. */
export async function idPage(ctx: StoreContext, { filters, sort, limit, cursor }: PageRequest): Promise<IdPage> {
  const after: CursorKey | undefined = cursor === undefined ? undefined : decodeCursor(sort, cursor, 2)
  const query = pages({ ...shapeOf(filters), sort, after: after !== undefined })
  const rows = await ctx.db.all(query, {
    ...valuesOf(ctx, filters),
    limit: limit + 1,
    afterKey: after?.[0] ?? null,
    afterId: after?.[1] ?? null,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    ids: shown.map(({ id }) => id),
    next: rows.length > limit && last !== undefined ? encodeCursor(sort, [last.key, last.id]) : null,
  }
}

export function shapeOf(filters: Filters): Omit<Shape, 'sort' | 'after'> {
  return {
    collection: filters.collectionId !== undefined,
    options: filters.options.length,
    attributes: filters.attributes.length,
    min: filters.priceMin !== undefined,
    max: filters.priceMax !== undefined,
    available: filters.available !== undefined,
    ranked: filters.ranked !== undefined,
  }
}

/** Values of every parameter that some shape has. */
export function valuesOf(ctx: StoreContext, filters: Filters): Record<string, string | number | null> {
  const values: Record<string, string | number | null> = {
    now: ctx.now(),
    channelId: ctx.channel.id,
    marketId: ctx.market.id,
    currency: ctx.currency,
    language: ctx.language,
    collectionId: filters.collectionId ?? null,
    priceMin: filters.priceMin ?? null,
    priceMax: filters.priceMax ?? null,
    available: filters.available === true ? 1 : 0,
    ranked: list(filters.ranked ?? []),
  }
  for (const [at, choice] of filters.options.entries()) {
    values[`option${at}`] = choice.key
    values[`optionValues${at}`] = list(choice.values)
  }
  for (const [at, choice] of filters.attributes.entries()) {
    values[`attribute${at}`] = choice.key
    values[`attributeValues${at}`] = list(choice.values)
  }
  return values
}
