import type { Hono } from 'hono'
import { formOf } from '../form.ts'
import { SavedPage } from '../pages/saved.tsx'
import { page } from '../render.ts'
import type { Env, Visit } from '../visit.ts'

const SAVED = { id: 'saved' }

/** What a buyer keeps for later, by forms that need no script. */
export function savedRoutes(app: Hono<Env>): void {
  app.get('/saved', async (c) => {
    const visit = c.get('visit')
    const alert = visit.search.has('problem') ? visit.t.saved.refused : undefined
    return page(c, <SavedPage visit={visit} products={await savedOf(visit)} alert={alert} />)
  })
  app.post('/saved', async (c) => {
    const visit = c.get('visit')
    const product = (await formOf(c)).get('product')
    const done = await attempt(visit, () => visit.shop.storefront.save({ params: SAVED, body: { product } }))
    return c.redirect(visit.to(done), 303)
  })
  app.post('/saved/remove', async (c) => {
    const visit = c.get('visit')
    const params = { ...SAVED, product: (await formOf(c)).get('product') || 'nothing' }
    const done = await attempt(visit, () => visit.shop.storefront.unsave({ params }))
    return c.redirect(visit.to(done), 303)
  })
}

async function savedOf({ shop }: Visit) {
  try {
    const { items } = await shop.storefront.list({ params: SAVED })
    return items.flatMap(({ product }) => product ?? [])
  } catch (error) {
    // Nobody has a list before something was put into it.
    if (shop.isProblem(error, 'storefront.listNotFound')) return []
    throw error
  }
}

/** Where to go on: to the list, which says when something was refused. */
async function attempt({ shop }: Visit, work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return '/saved'
  } catch (error) {
    const isRefused = shop.isProblem(
      error,
      'request.invalid',
      'storefront.unknownProduct',
      'storefront.listFull',
      'storefront.listNotFound',
    )
    if (isRefused) return '/saved?problem=refused'
    throw error
  }
}
