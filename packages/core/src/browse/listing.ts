import { type SQL, sql } from 'drizzle-orm'
import { type CursorKey, decodeCursor, encodeCursor, list, param, queryByShape } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { type Drive, driveOf } from './drive.ts'
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
  /** Numbers of documents, best first. */
  readonly ranked?: readonly number[]
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
  readonly drive: Drive
}

/** A table that holds the products in an order. */
interface Ordered {
  readonly table: SQL
  readonly key: SQL
  readonly scope: SQL
  readonly descending: boolean
}

const isPriced = ({ sort }: Pick<Shape, 'sort'>) => sort === 'price' || sort === '-price'

function ordered({ sort, collection }: Shape): Ordered {
  if (sort === 'manual' && collection)
    return {
      table: sql`collection_products`,
      key: sql`position`,
      scope: sql`o.collection_id = ${param('collectionId')}`,
      descending: false,
    }
  if (sort === 'title')
    return {
      table: sql`browse_titles`,
      key: sql`title`,
      scope: sql`o.language = ${param('language')}`,
      descending: false,
    }
  if (isPriced({ sort }))
    return {
      table: sql`browse_prices`,
      key: sql`amount`,
      scope: sql`o.market_id = ${param('marketId')} and o.currency = ${param('currency')}`,
      descending: sort === '-price',
    }
  return {
    table: sql`browse_products`,
    key: sql`created_at`,
    scope: sql`o.channel_id = ${param('channelId')}`,
    descending: true,
  }
}

/** The few products that a page is read from, when it is not read along its order. */
function few(drive: Exclude<Drive, 'order'>): SQL {
  if (drive === 'collection')
    return sql`(select product_id from collection_products where collection_id = ${param('collectionId')})`
  if (drive === 'found')
    return sql`(select d.product_id from json_each(${param('ranked')}) r cross join browse_documents d on d.number = r.value)`
  const [, family = '', at = ''] = /^(option|attribute)(\d+)$/.exec(drive) ?? []
  return sql`(select distinct product_id from browse_facets where key = ${param(`${family}${at}`)}
    and value in (select value from json_each(${param(`${family}Values${at}`)})))`
}

/** The products in order as `o`, with the key that they are sorted by. */
function source(shape: Shape): { from: SQL; key: SQL; scope: SQL; descending: boolean } {
  if (shape.sort === 'relevance' && shape.ranked)
    return {
      from: sql`json_each(${param('ranked')}) r cross join browse_documents o on o.number = r.value`,
      key: sql`r.key`,
      scope: sql`true`,
      descending: false,
    }
  const { table, key, scope, descending } = ordered(shape)
  const from =
    shape.drive === 'order'
      ? sql`${table} o`
      : sql`${few(shape.drive)} y cross join ${table} o on o.product_id = y.product_id`
  return { from, key: sql`o.${key}`, scope, descending }
}

const isShown = sql`b.publish_at <= ${param('now')} and (b.unpublish_at is null or b.unpublish_at > ${param('now')})`

/** The conditions on product `o.product_id`. */
function conditions(shape: Shape): SQL[] {
  const product = sql`o.product_id`
  const price = isPriced(shape)
    ? sql`(o.amount`
    : sql`exists (select 1 from browse_prices p where p.market_id = ${param('marketId')} and p.currency = ${param('currency')} and p.product_id = ${product} and p.amount`
  return [
    ...(shape.collection && shape.drive !== 'collection' && shape.sort !== 'manual'
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
    ...(shape.min ? [sql`${price} >= ${param('priceMin')})`] : []),
    ...(shape.max ? [sql`${price} <= ${param('priceMax')})`] : []),
    ...(shape.available
      ? [
          sql`coalesce((select available from browse_stock s where s.product_id = ${product}), 0) = ${param('available')}`,
        ]
      : []),
    // The last, since nearly every product meets it.
    sql`exists (select 1 from browse_products b where b.channel_id = ${param('channelId')} and b.product_id = ${product} and ${isShown})`,
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
  return sql`exists (select 1 from browse_facets f0 where f0.product_id = o.product_id and f0.key = ${param('option0')} and f0.value in (select value from json_each(${param('optionValues0')}))${sql.join(rest)})`
}

const pages = queryByShape((q, shape: Shape) => {
  const { from, key, scope, descending } = source(shape)
  const direction = descending ? sql.raw('desc') : sql.raw('asc')
  const after = descending
    ? sql`(${key}, o.product_id) < (${param('afterKey')}, ${param('afterId')})`
    : sql`(${key}, o.product_id) > (${param('afterKey')}, ${param('afterId')})`
  return q
    .select({ id: sql<string>`o.product_id`.as('id'), key: sql<string | number>`${key}`.as('sort_key') })
    .from(from)
    .where(sql.join([scope, ...conditions(shape), ...(shape.after ? [after] : [])], sql` and `))
    .orderBy(sql`${key} ${direction}`, sql`o.product_id ${direction}`)
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
export async function idPage(ctx: StoreContext, request: PageRequest): Promise<IdPage> {
  const { sort, limit, cursor, filters } = request
  const after = cursor === undefined ? undefined : decodeCursor(sort, cursor, 2)
  const rows =
    sort === 'relevance' && filters.ranked !== undefined
      ? await bestRows(ctx, request, after)
      : await sortedRows(ctx, request, after)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    ids: shown.map(({ id }) => id),
    next: rows.length > limit && last !== undefined ? encodeCursor(sort, [last.key, last.id]) : null,
  }
}

interface Row {
  readonly id: string
  readonly key: string | number
}

async function sortedRows(
  ctx: StoreContext,
  { filters, sort, limit }: PageRequest,
  after: CursorKey | undefined,
): Promise<Row[]> {
  const drive = await driveOf(ctx, { filters, sort, limit })
  const query = pages({ ...shapeOf(filters), sort, drive, after: after !== undefined })
  return ctx.db.all(query, {
    ...valuesOf(ctx, filters),
    limit: limit + 1,
    afterKey: after?.[0] ?? null,
    afterId: after?.[1] ?? null,
  })
}

/** What was found is looked at from the best on, so many at a time, until the page is full. */
async function bestRows(
  ctx: StoreContext,
  { filters, sort, limit }: PageRequest,
  after: CursorKey | undefined,
): Promise<Row[]> {
  const { ranked = [] } = filters
  const step = 3 * limit
  const query = pages({ ...shapeOf(filters), sort, drive: 'found', after: false })
  const rows: Row[] = []
  for (
    let at = after === undefined ? 0 : Math.max(0, Number(after[0]) + 1);
    at < ranked.length && rows.length <= limit;
    at += step
  ) {
    const some = { ...filters, ranked: ranked.slice(at, at + step) }
    const found = await ctx.db.all(query, { ...valuesOf(ctx, some), limit: step })
    rows.push(...found.map(({ id, key }) => ({ id, key: at + Number(key) })))
  }
  return rows
}

function shapeOf(filters: Filters): Omit<Shape, 'sort' | 'after' | 'drive'> {
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
function valuesOf(ctx: StoreContext, filters: Filters): Record<string, string | number | null> {
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
