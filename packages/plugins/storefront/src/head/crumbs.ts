import { isProblem, type ShownCollection, type StoreContext, shownCollection } from '@vitrine/core'
import { localPath, pathOf, type Site, type SiteLanguage } from '../site.ts'
import type { Shown } from './product-data.ts'
import type { Crumb } from './site-data.ts'

interface Where {
  readonly ctx: StoreContext
  readonly site: Site
  readonly language: SiteLanguage
}

/** No catalogue is deeper; a ring of parents ends here too. */
const DEEPEST = 8

/** Home, then the collection with those above it. */
export async function collectionCrumbs(
  where: Where,
  collection: Pick<ShownCollection, 'handle' | 'title' | 'parent'>,
): Promise<Crumb[]> {
  const way = [crumb(where, collection)]
  let { parent } = collection
  while (parent !== null && way.length < DEEPEST) {
    const above = await shownCollection(where.ctx, parent).catch(undefinedWhenHidden)
    if (above === undefined) break
    way.unshift(crumb(where, above))
    parent = above.parent
  }
  return [homeCrumb(where), ...way]
}

/** Through the collection that is called like the product's type, else the first of its collections. */
export async function productCrumbs(where: Where, product: Shown): Promise<Crumb[]> {
  const { collections, type, title, handle } = product
  const shelf = collections.find((each) => each.handle === type) ?? collections[0]
  const above = shelf && (await shownCollection(where.ctx, shelf.handle).catch(undefinedWhenHidden))
  const way = above === undefined ? [homeCrumb(where)] : await collectionCrumbs(where, above)
  const { site, language } = where
  return [...way, { name: title, path: localPath(language, pathOf(site, 'product', handle)) }]
}

export function homeCrumb({ site, language }: Where): Crumb {
  return { name: site.name, path: localPath(language, site.pages.home) }
}

function crumb({ site, language }: Where, { handle, title }: { handle: string; title: string }): Crumb {
  return { name: title, path: localPath(language, pathOf(site, 'collection', handle)) }
}

function undefinedWhenHidden(error: unknown): undefined {
  if (!isProblem(error)) throw error
}
