import { isProblem, type Product } from '@vitrine/sdk'
import type { Hono } from 'hono'
import { SHOP, SHOP_NAME } from '../../seed/index.ts'
import { headOf } from '../head.ts'
import { forShop, type ListQuery, listQuery } from '../list-query.ts'
import { CollectionPage } from '../pages/collection.tsx'
import { HomePage, type Shelf } from '../pages/home.tsx'
import { NotFoundPage } from '../pages/not-found.tsx'
import { ProductPage } from '../pages/product.tsx'
import { SearchPage } from '../pages/search.tsx'
import { CARD_FIELDS, type CardProduct } from '../parts/product-card.tsx'
import { Suggestions } from '../parts/suggestions.tsx'
import { buyData } from '../product/buy-data.ts'
import { requested } from '../product/choice.ts'
import { promisesOf } from '../promises.ts'
import { refusalWords } from '../refusal.ts'
import { fragment, page } from '../render.ts'
import type { Env, Visit } from '../visit.ts'

const PAGE = 24

export function catalogRoutes(app: Hono<Env>): void {
  app.get('/', async (c) => {
    const visit = c.get('visit')
    const hero = visit.navigation.find(({ handle }) => handle === 'first-hive') ?? visit.navigation[0]
    const said = {
      title: visit.t.home.title(SHOP_NAME),
      description: SHOP.tagline[visit.language],
      ...(hero?.image && { image: hero.image.url, imageAlt: hero.image.alt || hero.title }),
    }
    const [head, shelves] = await Promise.all([headOf(visit, said), homeShelves(visit)])
    return page(c, <HomePage {...{ visit, head, hero, shelves }} />)
  })
  app.get('/collections/:handle', async (c) => {
    const visit = c.get('visit')
    const handle = c.req.param('handle')
    try {
      return page(c, await collectionPage(visit, handle))
    } catch (error) {
      if (isProblem(error, 'browse.collectionMoved', 'browse.collectionNotFound')) return c.notFound()
      throw error
    }
  })
  app.get('/search', async (c) => {
    const visit = c.get('visit')
    const q = words(visit)
    const query = listQuery(visit.search)
    const { items, next, facets } = await listed(visit, query, { q })
    return page(c, <SearchPage visit={visit} q={q} query={query} products={items} next={next} facets={facets} />)
  })
  app.get('/search/suggestions', async (c) => {
    const visit = c.get('visit')
    const q = words(visit)
    if (q === '') return c.body(null, 204)
    const { items } = await visit.shop.products.list({
      q,
      limit: 6,
      fields: ['title', 'image', 'price', 'priceVaries'],
    })
    return fragment(c, <Suggestions visit={visit} q={q} products={items} />)
  })
  app.get('/products/:handle', async (c) => {
    const visit = c.get('visit')
    try {
      return page(c, await productPage(visit, c.req.param('handle')))
    } catch (error) {
      if (isProblem(error, 'browse.productGone'))
        return page(c, <NotFoundPage visit={visit} title={visit.t.product.gone} help={visit.t.product.goneHelp} />, 410)
      if (isProblem(error, 'browse.productMoved', 'browse.productNotFound')) return c.notFound()
      throw error
    }
  })
}

const words = ({ search }: Visit) => (search.get('q') ?? '').trim().slice(0, 100)

interface Scope {
  readonly q?: string
  readonly collection?: string
}

/** A cursor of another order of things begins anew instead of failing. */
async function listed({ shop, market }: Visit, query: ListQuery, scope: Scope) {
  const ask = (wanted: ListQuery) =>
    shop.products.list({
      ...forShop(wanted, market.currency),
      ...scope,
      limit: PAGE,
      fields: CARD_FIELDS,
      facets: true,
    })
  try {
    return await ask(query)
  } catch (error) {
    if (query.cursor === undefined || !isProblem(error, 'request.invalid')) throw error
    return ask({ ...query, cursor: undefined })
  }
}

async function collectionPage(visit: Visit, handle: string) {
  const query = listQuery(visit.search)
  const isAll = handle === 'all'
  const [collection, { items, next, facets }] = await Promise.all([
    isAll ? everything(visit) : visit.shop.collections.get(handle),
    listed(visit, query, isAll ? {} : { collection: handle }),
  ])
  const head = await headOf(visit, isAll ? { title: collection.title } : {})
  const list = { visit, query, products: items, next, facets }
  return <CollectionPage {...list} {...{ head, collection }} path={`/collections/${handle}`} />
}

function everything({ t }: Visit) {
  return { title: t.list.all, description: '', image: null }
}

async function productPage(visit: Visit, handle: string) {
  const { shop, house, search, t } = visit
  const product = await shop.products.get(handle)
  const [head, measures, viewed, promises, related] = await Promise.all([
    headOf(visit),
    house.units.of(product),
    viewedBefore(visit, product),
    promisesOf(visit, { handle: product.handle, variantIds: product.variants.map(({ id }) => id) }),
    relatedTo(visit, product),
  ])
  const data = buyData(visit, { product, measures, promises })
  const selected = requested(product.variants, search)
  const problem = search.get('problem')
  const alert = problem === null ? undefined : refusalWords(problem, t)
  return <ProductPage {...{ visit, head, product, selected, data, related, viewed, alert }} />
}

/** What the buyer looked at before this product, which is remembered for the next time; a browser that fetches in advance looks at nothing. */
async function viewedBefore({ shop, c }: Visit, { id }: Product): Promise<readonly CardProduct[]> {
  const isInAdvance = (c.req.header('Sec-Purpose') ?? '').startsWith('prefetch')
  const { items } = await shop.storefront.viewed({ query: { limit: 4, without: id } })
  if (!isInAdvance) await shop.storefront.view({ body: { product: id } })
  return items.map(({ product }) => product)
}

async function relatedTo({ shop }: Visit, product: Product): Promise<readonly CardProduct[]> {
  const [shelf] = product.collections
  if (shelf === undefined) return []
  const { items } = await shop.products.list({
    collection: shelf.handle,
    available: true,
    limit: 5,
    fields: CARD_FIELDS,
  })
  return items.filter(({ id }) => id !== product.id).slice(0, 4)
}

async function homeShelves({ shop, t, navigation }: Visit): Promise<readonly Shelf[]> {
  const newest = await shop.products.list({ sort: 'newest', limit: 4, fields: CARD_FIELDS })
  const occasions = navigation.filter(({ isCategory }) => !isCategory).slice(0, 3)
  const shelves = await Promise.all(
    occasions.map(async ({ handle, title }) => {
      const { items } = await shop.products.list({ collection: handle, limit: 4, fields: CARD_FIELDS })
      return { id: handle, title, path: `/collections/${handle}`, products: items }
    }),
  )
  return [
    ...shelves,
    { id: 'newest', title: t.home.fresh, path: '/collections/all?sort=newest', products: newest.items },
  ]
}
