import type { Visit } from './visit.ts'

/** Where a page went that is not here: the merchant's redirects and what was renamed. */
export async function redirectOf({ shop, to, path, search }: Visit) {
  const query = search.size === 0 ? '' : `?${search}`
  try {
    return await shop.storefront.redirect({ query: { path: to(path) + query } })
  } catch (error) {
    if (shop.isProblem(error, 'storefront.noRedirect', 'request.invalid')) return undefined
    throw error
  }
}
