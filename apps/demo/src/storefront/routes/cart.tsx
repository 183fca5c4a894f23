import { type CartView, isProblem } from '@vitrine/sdk'
import type { Context, Hono } from 'hono'
import { type Form, formOf } from '../form.ts'
import { CartDrawer, CartPage, type CartState } from '../pages/cart.tsx'
import type { Removed } from '../parts/undo.tsx'
import { choiceOf, fieldOf, variantOf } from '../product/choice.ts'
import { refusal } from '../refusal.ts'
import { fragment, page } from '../render.ts'
import { type Env, piecesIn, type Visit } from '../visit.ts'

/** Scripts that put the answer into the drawer say so. */
const wantsDrawer = (c: Context) => c.req.header('X-Fragment') === 'drawer'

export function cartRoutes(app: Hono<Env>): void {
  app.get('/cart', (c) => {
    const visit = c.get('visit')
    const { cart, search } = visit
    const removed = removedIn(search)
    return page(c, <CartPage {...{ visit, cart, removed }} alert={search.get('alert') ?? undefined} />)
  })
  app.get('/cart/drawer', (c) => drawer(c, { cart: c.get('visit').cart }))
  app.post('/cart/lines', async (c) => add(c, await formOf(c)))
  app.post('/cart/lines/:id', async (c) => change(c, { id: c.req.param('id'), form: await formOf(c) }))
}

function drawer(c: Context<Env>, state: Partial<CartState> & Pick<CartState, 'cart'>): Response {
  const visit = c.get('visit')
  const pieces = piecesIn(state.cart)
  c.header('X-Cart-Count', String(pieces))
  c.header('X-Cart-Label', encodeURIComponent(visit.t.cart.open(pieces)))
  return fragment(c, <CartDrawer visit={visit} removed={undefined} alert={undefined} {...state} />)
}

interface Outcome {
  readonly cart: CartView | null
  readonly alert?: string | undefined
  readonly removed?: Removed | undefined
  readonly wasAdded?: boolean
}

/** The drawer for scripts; for forms the cart page, whose address carries what there is to say. */
function answer(c: Context<Env>, { cart, alert, removed, wasAdded = false }: Outcome): Response {
  if (wantsDrawer(c)) return drawer(c, { cart, alert, removed, wasAdded })
  const search = new URLSearchParams()
  if (alert !== undefined) search.set('alert', alert)
  if (removed !== undefined) for (const [key, value] of Object.entries(removed)) search.set(key, String(value))
  const query = search.size === 0 ? '' : `?${search}`
  return c.redirect(c.get('visit').to('/cart') + query, 303)
}

async function add(c: Context<Env>, form: Form): Promise<Response> {
  const visit = c.get('visit')
  const quantity = Math.max(1, Math.trunc(Number(form.get('quantity')) || 1))
  const sku = form.get('sku') || (await skuOf(visit, form))
  const back = handleIn(form) === '' ? visit.to('/cart') : visit.to(`/products/${handleIn(form)}`)
  if (sku === undefined) return c.redirect(`${back}?problem=not-made`, 303)
  try {
    return answer(c, { cart: await visit.shop.cart.add({ sku, quantity }), wasAdded: true })
  } catch (error) {
    const alert = refusal(error, visit.t)
    if (alert === undefined) throw error
    return answer(c, { cart: await visit.shop.cart.get(), alert })
  }
}

/** `/uk/products/smoker` is where the form stood. */
function handleIn(form: Form): string {
  return /\/products\/([\w-]+)$/.exec(form.get('page'))?.[1] ?? ''
}

/** The variant of the values that were chosen, for pages without a script. */
async function skuOf({ shop }: Visit, form: Form): Promise<string | undefined> {
  const { variants, options } = await shop.products.get(handleIn(form), { fields: ['variants', 'options'] })
  const choice = options.map((_, at) => form.get(fieldOf(at)))
  return variantOf(
    variants.map((variant) => ({ sku: variant.sku, choice: choiceOf(variant) })),
    choice,
  )?.sku
}

async function change(c: Context<Env>, { id, form }: { readonly id: string; readonly form: Form }): Promise<Response> {
  const visit = c.get('visit')
  const { shop, cart: before } = visit
  const line = before?.lines.find((each) => each.id === id)
  if (line === undefined) return answer(c, { cart: before })
  try {
    if (form.has('remove')) {
      const removed = { sku: line.sku ?? '', title: line.title, quantity: line.quantity }
      return answer(c, { cart: await shop.cart.remove(id), removed })
    }
    const wanted = Math.trunc(Number(form.get('set') || form.get('quantity')))
    if (!(wanted >= 1)) return answer(c, { cart: before })
    return answer(c, { cart: await shop.cart.setQuantity(id, wanted) })
  } catch (error) {
    const alert = isProblem(error, 'carts.lineNotFound') ? undefined : refusal(error, visit.t)
    if (alert === undefined && !isProblem(error, 'carts.lineNotFound')) throw error
    return answer(c, { cart: await shop.cart.get(), alert })
  }
}

function removedIn(search: URLSearchParams): Removed | undefined {
  const [sku, title, quantity] = [search.get('sku'), search.get('title'), Number(search.get('quantity'))]
  return sku && title && quantity >= 1 ? { sku, title, quantity } : undefined
}
