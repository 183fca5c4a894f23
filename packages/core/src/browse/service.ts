import { type Kept, kept, keptAnswers } from '../kernel/index.ts'
import { MARKETS, type StoreContext } from '../markets/index.ts'
import { type Card, type CardShape, cards, digest, viewKey } from './cards.ts'
import { collectionRow, sortOf } from './collections.ts'
import type { ProductsQuery } from './contract.ts'
import { facets } from './facets.ts'
import { productIdOf } from './handles.ts'
import { INDEX } from './index-topic.ts'
import { type Filters, type IdPage, idPage } from './listing.ts'
import { type FacetsView, type Field, INCLUDES, type Sort } from './model.ts'
import { NAMES, vocabulary } from './names.ts'
import { problems } from './problems.ts'
import { TIERS, tierOf, WINDOW } from './search.ts'

interface Search {
  readonly filters: Filters
  readonly sort: Sort
}

/** A page of products as JSON with its entity tag: ids from the index, each product from its kept card. */
export async function productPage(ctx: StoreContext, asked: ProductsQuery): Promise<Kept> {
  const { include = [], fields } = asked
  const key = `${viewKey(ctx)} ${JSON.stringify(asked)}`
  const page = await keptAnswers(ctx).load<IdPage>(`page ${key}`, async () => {
    const search = await searchOf(ctx, asked)
    const value = await pageOf(ctx, search, asked)
    return { value, topics: topicsOf(search.filters), bytes: 60 * value.ids.length + 300 }
  })
  const counts = asked.facets === true ? await keptFacets(ctx, key, asked) : undefined
  return render(page, await cards(ctx, page.ids, { include, fields }), counts)
}

function topicsOf({ collectionId }: Filters): string[] {
  return [INDEX, NAMES, MARKETS, ...(collectionId === undefined ? [] : [`collection:${collectionId}`])]
}

/** Worse matches are looked for only when the better ones do not fill the page, or the order needs to know all. */
async function pageOf(ctx: StoreContext, search: Search, { q = '', limit, cursor }: ProductsQuery): Promise<IdPage> {
  const page = (filters: Filters) => idPage(ctx, { ...search, filters, limit, cursor })
  if (q.trim() === '') return page(search.filters)
  let tier = search.sort === 'relevance' ? 0 : TIERS - 1
  for (let known = -1; ; tier += 1) {
    const ranked = await foundUntil(ctx, q, tier)
    const isLast = tier === TIERS - 1
    if (ranked.length === known && !isLast) continue
    const found = await page({ ...search.filters, ranked })
    if (found.next !== null || isLast) return found
    known = ranked.length
  }
}

/** Numbers of what was found in the tiers until this one, each once, the best first. */
function foundUntil(ctx: StoreContext, q: string, tier: number): Promise<readonly number[]> {
  return keptAnswers(ctx).load<readonly number[]>(`found ${tier} ${q}`, async () => {
    const better = tier === 0 ? [] : await foundUntil(ctx, q, tier - 1)
    const isFull = better.length >= WINDOW
    const value = isFull ? better : [...new Set([...better, ...(await tierOf(ctx, q, tier))])].slice(0, WINDOW)
    return { value, topics: [INDEX], bytes: 8 * value.length + 200 }
  })
}

function keptFacets(ctx: StoreContext, key: string, asked: ProductsQuery): Promise<string> {
  return keptAnswers(ctx).load<string>(`facets ${key}`, async () => {
    const { filters } = await searchOf(ctx, asked)
    const { q = '' } = asked
    const matching = q.trim() === '' ? filters : { ...filters, ranked: await foundUntil(ctx, q, TIERS - 1) }
    const value = JSON.stringify((await facets(ctx, matching)) satisfies FacetsView)
    return { value, topics: topicsOf(filters), bytes: 2 * value.length }
  })
}

async function searchOf(ctx: StoreContext, asked: ProductsQuery): Promise<Search> {
  const { q = '', collection, sort } = asked
  const row = collection === undefined ? undefined : await collectionRow(ctx, collection)
  const words = await vocabulary(ctx)
  const choices = (family: 'option' | 'attribute') =>
    Object.entries(asked[`${family}.*`] ?? {}).map(([name, values]) => {
      const [key = ''] = words
        .keysOf(family, name)
        .filter((candidate) => words.nameOf(candidate, '', ctx.languages) !== undefined)
      return {
        key: key === '' ? `${family}.${name}` : key,
        values: values.flatMap((value) => words.valuesOf(key, value)),
      }
    })
  const filters: Filters = {
    options: choices('option'),
    attributes: choices('attribute'),
    ...(row === undefined ? {} : { collectionId: row.collection.id }),
    ...(asked['price.min'] === undefined ? {} : { priceMin: asked['price.min'] }),
    ...(asked['price.max'] === undefined ? {} : { priceMax: asked['price.max'] }),
    ...(asked.available === undefined ? {} : { available: asked.available }),
  }
  const usual = q.trim() !== '' ? 'relevance' : row === undefined ? 'newest' : sortOf(row)
  return { filters, sort: sort ?? usual }
}

const BEGIN = Buffer.from('{"items":[')
const COMMA = Buffer.from(',')

function render(page: IdPage, found: ReadonlyMap<string, Card>, counts: string | undefined): Kept {
  const shown = page.ids.flatMap((id) => found.get(id) ?? [])
  const facetsPart = counts === undefined ? '' : `,"facets":${counts}`
  const end = Buffer.from(`],"next":${JSON.stringify(page.next)}${facetsPart}}`)
  const items = shown.flatMap(({ json }, at) => (at === 0 ? [json] : [COMMA, json]))
  const etag = digest(shown.map((card) => card.etag).join() + (page.next ?? '') + (counts ?? ''))
  return kept(Buffer.concat([BEGIN, ...items, end]), `"${etag}"`)
}

const EVERYTHING: CardShape['include'] = INCLUDES

/** One product with every part. Throws `browse.productMoved`, `productGone` or `productNotFound`. */
export async function product(ctx: StoreContext, handle: string, fields: readonly Field[] | undefined): Promise<Kept> {
  const id = await productIdOf(ctx, handle)
  const card = (await cards(ctx, [id], { include: fields === undefined ? EVERYTHING : [], fields })).get(id)
  if (card === undefined) throw problems.productNotFound()
  return kept(card.json, `"${card.etag}"`)
}
