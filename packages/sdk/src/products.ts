import type { Call, ItemOf, OutputOf, QueryOf } from './contract.ts'
import { each } from './each.ts'
import type { CallOptions } from './send.ts'

/** A product as a list shows it, with all parts that can be asked for. */
export type ProductCard = ItemOf<'GET /products'>
type ListQuery = QueryOf<'GET /products'>
type Include = NonNullable<ListQuery['include']>[number]
type Field = NonNullable<ListQuery['fields']>[number]
type Page = OutputOf<'GET /products'>

type Whole<View> = { [Part in keyof View]-?: Exclude<View[Part], undefined> }
type Narrowed<F extends Field, I extends Include> = [F] extends [never]
  ? Omit<ProductCard, Include> & Pick<Whole<ProductCard>, I>
  : Pick<Whole<ProductCard>, 'id' | 'handle' | F | I>
type Faceted<Facets> = Facets extends true ? { facets: NonNullable<Page['facets']> } : Pick<Page, 'facets'>

/** `'option.*': Record<string, string[]>` of the contract is written as in the address: `'option.Size': 'M'`. */
type Families<Query> = {
  readonly [Name in keyof Query as Name extends `${infer Family}.*` ? `${Family}.${string}` : never]?:
    | string
    | readonly string[]
}

/** What products to list, in which order, and how much of each. */
export type ProductsQuery<F extends Field = Field, I extends Include = Include, Facets extends boolean = boolean> = {
  readonly [Name in Exclude<keyof ListQuery, `${string}.*` | 'fields' | 'include' | 'facets'>]?:
    | ListQuery[Name]
    | undefined
} & Families<ListQuery> & {
    /** Only these, beside `id` and `handle`. */
    readonly fields?: readonly F[] | undefined
    /** These parts too. */
    readonly include?: readonly I[] | undefined
    readonly facets?: Facets | undefined
  }

export type AvailabilityQuery = Readonly<QueryOf<'GET /availability'>>
export type Availability = ItemOf<'GET /availability'>

/** A product with everything that its page needs. */
export type Product = Whole<OutputOf<'GET /products/:handle'>>
export type ProductPage<F extends Field = never, I extends Include = never, Facets extends boolean = false> = Pick<
  Page,
  'next'
> & {
  items: Narrowed<F, I>[]
} & Faceted<Facets>

export interface Products {
  /** One page. `fields` and `include` decide what the items hold, and their type. */
  list<const F extends Field = never, const I extends Include = never, Facets extends boolean = false>(
    query?: ProductsQuery<F, I, Facets>,
    options?: CallOptions,
  ): Promise<ProductPage<F, I, Facets>>
  /** All of them, page by page: `for await (const product of shop.products.each({ collection: 'hives' }))`. */
  each<const F extends Field = never, const I extends Include = never>(
    query?: ProductsQuery<F, I>,
    options?: CallOptions,
  ): AsyncGenerator<Narrowed<F, I>, void, undefined>
  /** One with everything that its page needs, or only `fields` of it. Throws `browse.productMoved` with the new handle. */
  get<const F extends Field = never>(
    handle: string,
    query?: { readonly fields?: readonly F[] | undefined },
    options?: CallOptions,
  ): Promise<[F] extends [never] ? Product : Pick<Product, 'id' | 'handle' | F>>
  /** Whether variants can be had, by parcel to a place and in each store. */
  availability(query: AvailabilityQuery, options?: CallOptions): Promise<Availability[]>
}

export function productsOf(call: Call): Products {
  const list = (query: ProductsQuery = {}, options?: CallOptions) =>
    call('GET /products', { query: merged(query) }, options) as Promise<never>
  return {
    list,
    each: (query, options) => each((cursor) => list({ ...query, ...(cursor && { cursor }) }, options)),
    get: (handle, query = {}, options) =>
      call(
        'GET /products/:handle',
        { params: { handle }, query: query as QueryOf<'GET /products/:handle'> },
        options,
      ) as Promise<never>,
    availability: async (query, options) => (await call('GET /availability', { query }, options)).items,
  }
}

/** The shop keeps only `fields` when it is given, so what is to be included is one of them. */
function merged({ fields, include, ...query }: ProductsQuery): ListQuery {
  return { ...query, ...(fields ? { fields: [...fields, ...(include ?? [])] } : { include }) } as ListQuery
}
