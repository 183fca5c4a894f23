import {
  isProblem,
  resolveStore,
  type StoreContext,
  shownCollection,
  shownProduct,
  type WholeProduct,
} from '@vitrine/core'
import type { HeadView } from '../model.ts'
import { problems } from '../problems.ts'
import type { StorefrontScope } from '../scope.ts'
import { addressOf, alternatesOf, handleIn, localPath, pathOf, type SiteLanguage, splitPath } from '../site.ts'
import { inOwnWords } from '../windows/own-words.ts'
import { type Standing, standingOf } from '../windows/page-rows.ts'
import type { Window } from '../windows/window.ts'
import { collectionCrumbs, homeCrumb, productCrumbs } from './crumbs.ts'
import type { OfferAt } from './offer.ts'
import { productData } from './product-data.ts'
import { breadcrumbData, type Crumb, organizationData, websiteData } from './site-data.ts'
import { productTags, socialTags } from './social.ts'
import { NO_STORES, type Stores, storeData, storesFor } from './stores.ts'
import { plainText, shortened } from './words.ts'

/** A page, and what the storefront says of it itself. */
interface Asked {
  readonly path: string
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly image?: string | undefined
  readonly imageAlt?: string | undefined
}

interface Where extends OfferAt, Pick<Window, 'connection'> {
  readonly scope: Pick<StorefrontScope, 'core'>
  readonly ctx: StoreContext
  readonly asked: Asked
  readonly language: SiteLanguage
  /** Without its language. */
  readonly path: string
}

/** What stands in the head of a page. Throws `storefront.noSuchPage`, `pageMoved` or `pageGone`. */
export async function headOf(
  ctx: StoreContext,
  { scope, window, asked }: { readonly scope: Pick<StorefrontScope, 'core'>; window: Window; readonly asked: Asked },
): Promise<HeadView> {
  const { config, site, connection } = window
  const { pathname } = new URL(asked.path, site.url)
  const { language, rest } = splitPath(site, pathname)
  const place = { market: ctx.market.code, currency: ctx.currency, channel: ctx.channel.code }
  const spoken = await resolveStore(ctx, { ...place, language: language.language })
  const at = { config, site, connection, market: ctx.market, stores: NO_STORES }
  const where: Where = { ...at, scope, ctx: spoken, language, path: rest, asked }
  if (rest === site.pages.home) return homeHead(where)
  const product = handleIn(site, 'product', rest)
  if (product !== undefined) return productHead(where, product).catch((error) => elsewhere(where, error))
  const collection = handleIn(site, 'collection', rest)
  if (collection !== undefined) return collectionHead(where, collection).catch((error) => elsewhere(where, error))
  return otherHead(where)
}

interface Page {
  readonly kind: HeadView['kind']
  readonly title: string
  readonly description?: string | null
  readonly image?: Parameters<typeof socialTags>[0]['image']
  readonly meta?: HeadView['meta']
  readonly breadcrumbs?: Crumb[]
  readonly jsonLd?: Record<string, unknown>[]
}

function composed({ site, language, path, asked }: Where, page: Page): HeadView {
  const { kind, meta = [], breadcrumbs = [], jsonLd = [] } = page
  const image = pictureOf(site, asked) ?? page.image ?? null
  const title = asked.title ?? page.title
  const description = asked.description ?? page.description ?? null
  const canonical = addressOf(site, language, path)
  const type = kind === 'product' ? 'product' : 'website'
  return {
    kind,
    isListed: true,
    language: language.language,
    title: title.includes(site.name) ? title : `${title} · ${site.name}`,
    description,
    canonical,
    alternates: alternatesOf(site, path),
    meta: [...socialTags({ site, language, type, title, description, url: canonical, image }), ...meta],
    breadcrumbs,
    jsonLd: jsonLd.map((data) => ({ '@context': 'https://schema.org', ...data })),
  }
}

/** The storefront's own picture. */
function pictureOf(site: Where['site'], { image, imageAlt = '' }: Asked): Page['image'] {
  if (image === undefined) return undefined
  return { url: new URL(image, site.url).href, alt: imageAlt, width: null, height: null }
}

async function homeHead(where: Where): Promise<HeadView> {
  const { site, language } = where
  const stores = await storesFor(where.scope, where)
  const jsonLd = [organizationData(where), websiteData(site, language.language), ...storesData(where, stores)]
  return composed(where, { kind: 'home', title: site.name, jsonLd })
}

function storesData({ site, language }: Where, { all }: Stores) {
  return all.map((location) => storeData(site, location, language.language))
}

/** A page of the storefront's own: one of the settings, or one that it gives a title. */
function otherHead(where: Where): HeadView {
  const { site, language, path, asked } = where
  if (asked.title === undefined && !site.pages.others.includes(path))
    throw problems.noSuchPage({ detail: `There is no page ${path.slice(0, 200)}.` })
  const title = asked.title ?? site.name
  const crumbs = [homeCrumb(where), { name: title, path: localPath(language, path) }]
  return composed(where, { kind: 'other', title, breadcrumbs: crumbs, jsonLd: [breadcrumbData(site, crumbs)] })
}

/** What search engines show of a description. */
const SHOWN = 160

async function productHead(where: Where, handle: string): Promise<HeadView> {
  const { ctx, site, language } = where
  const known = await shownProduct(ctx, handle)
  const standing = await standingIn(where, known.id)
  if (standing.is !== 'listed') return unlistedHead(where, { product: known, standing })
  // What somebody wrote for the window is in the window's language.
  const isSpoken = language.language === where.connection?.language
  const product = isSpoken ? inOwnWords(known, standing.page?.own ?? {}) : known
  const url = addressOf(site, language, pathOf(site, 'product', product.handle))
  const variantIds = product.variants.map(({ id }) => id)
  const [breadcrumbs, stores] = await Promise.all([
    productCrumbs(where, product),
    storesFor(where.scope, { ctx, variantIds }),
  ])
  const data = productData({ ...where, stores }, { product, url })
  return composed(where, {
    kind: 'product',
    title: product.seo.title ?? product.title,
    description: product.seo.description ?? (shortened(plainText(product.description), SHOWN) || null),
    image: product.image,
    meta: productTags(product, product.vendor || site.name),
    breadcrumbs,
    jsonLd: [data, breadcrumbData(site, breadcrumbs), ...storesData(where, stores)],
  })
}

/** Where no window is connected, everything that is sold is listed. */
async function standingIn({ ctx, connection }: Where, productId: string): Promise<Standing> {
  return connection === undefined ? { is: 'listed' } : standingOf(ctx, { connectionId: connection.id, productId })
}

/** A page that can be seen by whom is led to it, and that robots and networks are told nothing of. */
async function unlistedHead(
  where: Where,
  { product, standing }: { readonly product: WholeProduct; readonly standing: Standing },
): Promise<HeadView> {
  const head = composed(where, {
    kind: 'product',
    title: product.seo.title ?? product.title,
    breadcrumbs: await productCrumbs(where, product),
  })
  return { ...head, isListed: false, meta: standing.is === 'ended' ? [{ name: 'robots', content: 'noindex' }] : [] }
}

async function collectionHead(where: Where, handle: string): Promise<HeadView> {
  const { ctx, site, language, path } = where
  const collection = await shownCollection(ctx, handle)
  const description = collection.seo.description ?? (shortened(plainText(collection.description), SHOWN) || null)
  const breadcrumbs = await collectionCrumbs(where, collection)
  const page = {
    '@type': 'CollectionPage',
    name: collection.title,
    url: addressOf(site, language, path),
    ...(description !== null && { description }),
    isPartOf: { '@type': 'WebSite', '@id': `${site.url}/#website`, name: site.name, url: site.url },
  }
  return composed(where, {
    kind: 'collection',
    title: collection.seo.title ?? collection.title,
    description,
    image: collection.image,
    breadcrumbs,
    jsonLd: [page, breadcrumbData(site, breadcrumbs)],
  })
}

/** What the core says about products and collections, in the words of pages. */
function elsewhere(where: Where, error: unknown): HeadView {
  const { site, language } = where
  if (!isProblem(error)) throw error
  const { handle } = error.extra
  if (error.code === 'browse.productMoved' || error.code === 'browse.collectionMoved') {
    const kind = error.code === 'browse.productMoved' ? 'product' : 'collection'
    const to = localPath(language, pathOf(site, kind, String(handle)))
    throw problems.pageMoved({ detail: `It is at ${to} now.`, extra: { to } })
  }
  if (error.code === 'browse.productGone') throw problems.pageGone({ detail: error.message })
  if (!error.code.endsWith('NotFound')) throw error
  if (where.asked.title !== undefined) return otherHead(where)
  throw problems.noSuchPage({ detail: error.message })
}
