import { list, type PluginDatabase, param, plain } from '@vitrine/core'
import { sql } from 'drizzle-orm'
import type { StorefrontScope } from '../scope.ts'

const noViews = plain(sql`delete from storefront_views where product_id = ${param('productId')}`)
const noItems = plain(sql`delete from storefront_items where product_id = ${param('productId')}`)
const noPages = plain(sql`delete from storefront_pages where product_id = ${param('productId')}`)
const noOffers = plain(sql`delete from storefront_offered where product_id = ${param('productId')}`)

/** A product that is deleted leaves every window and every list. */
export async function forgetProduct(db: PluginDatabase, productId: string): Promise<void> {
  await db.run('forgetProduct', () => ({
    statements: [noViews, noItems, noPages, noOffers].map((line) => line({ productId })),
    result: null,
  }))
}

const isGone = sql`connection_id not in (select value from json_each(${param('ids')}))`
const noPagesOf = plain(sql`delete from storefront_pages where ${isGone}`)
const noOffersOf = plain(sql`delete from storefront_offered where ${isGone}`)

const noRedirectsOf = plain(sql`
  delete from storefront_redirects where window <> '' and window not in (select value from json_each(${param('ids')}))`)

/** What windows left that were taken away. */
export async function forgetConnections({ db, known }: Pick<StorefrontScope, 'db' | 'known'>): Promise<void> {
  const ids = list((await known()).map(({ id }) => id))
  await db.run('forgetConnections', () => ({
    statements: [noPagesOf, noOffersOf, noRedirectsOf].map((line) => line({ ids })),
    result: null,
  }))
}
