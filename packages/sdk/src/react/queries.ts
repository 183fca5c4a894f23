import type { ProductsQuery, StorefrontCore } from '../index.ts'

/** What a query function gets from TanStack Query, as far as it is used. */
interface Asked {
  readonly signal: AbortSignal
}

type Field = NonNullable<ProductsQuery['fields']>[number]
type Include = NonNullable<ProductsQuery['include']>[number]
type CollectionsQuery = Parameters<StorefrontCore['collections']['list']>[0]

/**
 * Options for TanStack Query, whichever framework it runs in: `useQuery(queries.product('smoker'))`.
 * What depends on market, language or currency has them in its key. The cart's methods are mutation functions as they are:
 * `useMutation({ mutationFn: shop.cart.add, onSuccess: (cart) => client.setQueryData(queries.cart().queryKey, cart) })`.
 */
export function shopQueries(shop: StorefrontCore) {
  const here = (...what: readonly unknown[]) => ['vitrine', ...what, shop.place] as const
  return {
    /** Begins the keys of all queries, to invalidate them together. */
    key: ['vitrine'] as const,

    products: <const F extends Field = never, const I extends Include = never, Facets extends boolean = false>(
      query?: ProductsQuery<F, I, Facets>,
    ) => ({
      queryKey: here('products', query),
      queryFn: ({ signal }: Asked) => shop.products.list(query, { signal }),
    }),

    /** Page after page, for `useInfiniteQuery`. */
    allProducts: <const F extends Field = never, const I extends Include = never, Facets extends boolean = false>(
      query?: ProductsQuery<F, I, Facets>,
    ) => ({
      queryKey: here('allProducts', query),
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam, signal }: Asked & { readonly pageParam: string | undefined }) =>
        shop.products.list<F, I, Facets>({ ...query, cursor: pageParam } as ProductsQuery<F, I, Facets>, { signal }),
      getNextPageParam: (page: { readonly next: string | null }) => page.next ?? undefined,
    }),

    product: (handle: string) => ({
      queryKey: here('product', handle),
      queryFn: ({ signal }: Asked) => shop.products.get(handle, {}, { signal }),
    }),

    collections: (query?: CollectionsQuery) => ({
      queryKey: here('collections', query),
      queryFn: ({ signal }: Asked) => shop.collections.list(query, { signal }),
    }),

    collection: (handle: string) => ({
      queryKey: here('collection', handle),
      queryFn: ({ signal }: Asked) => shop.collections.get(handle, { signal }),
    }),

    markets: () => ({
      queryKey: here('markets'),
      queryFn: ({ signal }: Asked) => shop.markets.list({ signal }),
    }),

    cart: () => ({
      queryKey: ['vitrine', 'cart'] as const,
      queryFn: ({ signal }: Asked) => shop.cart.get({ signal }),
    }),

    deliveryOptions: () => ({
      queryKey: ['vitrine', 'cart', 'deliveryOptions'] as const,
      queryFn: ({ signal }: Asked) => shop.cart.deliveryOptions({ signal }),
    }),

    order: (id: string, token?: string) => ({
      queryKey: ['vitrine', 'order', id] as const,
      queryFn: ({ signal }: Asked) => shop.orders.get(id, token, { signal }),
    }),
  }
}
