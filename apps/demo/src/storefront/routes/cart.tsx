import { type CartView, isProblem } from '@vitrine/sdk'
import type { Context, Hono } from 'hono'
import { type Form, formOf } from '../form.ts'
import { CartDrawer, CartPage, type CartState } from '../pages/cart.tsx'
import type { Removed } from '../parts/undo.tsx'
import { choiceOf, fieldOf, variantOf } from '../product/choice.ts'
import { collectable } from '../promises.ts'
import { refusalCode, refusalWords } from '../refusal.ts'
import { fragment, page } from '../render.ts'
import { type Env, piecesIn, type Visit } from '../visit.ts'

/** Scripts that put the answer into the drawer say so. */
const wantsDrawer = (c: Context) => c.req.header('X-Fragment') === 'drawer'

export function cartRoutes(app: Hono<Env>): void {
  app.get('/cart', async (c) => {
    const visit = c.get('visit')
    const { cart, search, t } = visit
    const code = search.get('problem')
    const alert = code === null ? undefined : refusalWords(code, t)
    const places = cart === null ? [] : await collectable(visit, cart)
    const removed = await removedIn(visit)
    return page(c, <CartPage {...{ visit, cart, alert, removed }} collectable={places} />)
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
  /** Code of a refusal. */
  readonly problem?: string | undefined
  readonly removed?: Removed | undefined
  readonly wasAdded?: boolean
}

/** The drawer for scripts; for forms the cart page, whose address carries what there is to say. */
function answer(c: Context<Env>, { cart, problem, removed, wasAdded = false }: Outcome): Response {
  const { t, to } = c.get('visit')
  const alert = problem === undefined ? undefined : refusalWords(problem, t)
  if (wantsDrawer(c)) return drawer(c, { cart, alert, removed, wasAdded })
  const search = new URLSearchParams(problem === undefined ? {} : { problem })
  if (removed !== undefined) {
    search.set('removed', removed.sku)
    search.set('quantity', String(removed.quantity))
  }
  return c.redirect(to('/cart') + (search.size === 0 ? '' : `?${search}`), 303)
}

async function add(c: Context<Env>, form: Form): Promise<Response> {
  const visit = c.get('visit')
  const quantity = Math.max(1, Math.trunc(Number(form.get('quantity')) || 1))
  try {
    const sku = form.get('sku') || (await skuOf(visit, form))
    if (sku === undefined) return c.redirect(`${visit.to(`/products/${handleIn(form)}`)}?problem=notMade`, 303)
    return answer(c, { cart: await visit.shop.cart.add({ sku, quantity }), wasAdded: true })
  } catch (error) {
    return refused(c, error)
  }
}

/** The cart as it is, with what the shop said. */
async function refused(c: Context<Env>, error: unknown): Promise<Response> {
  const problem = refusalCode(error)
  if (problem === undefined) throw error
  return answer(c, { cart: await c.get('visit').shop.cart.get(), problem })
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
    if (isProblem(error, 'carts.lineNotFound')) return answer(c, { cart: await shop.cart.get() })
    return refused(c, error)
  }
}

/** What was taken out: its words come from the shop, not from the address. */
async function removedIn({ shop, search }: Visit): Promise<Removed | undefined> {
  const [sku, quantity] = [search.get('removed') ?? '', Number(search.get('quantity'))]
  if (sku === '' || !(quantity >= 1)) return undefined
  const { items } = await shop.products.list({ q: sku.slice(0, 100), limit: 1, fields: ['title', 'variants'] })
  const found = items.find(({ variants }) => variants.some((variant) => variant.sku === sku))
  return found === undefined ? undefined : { sku, title: found.title, quantity }
}
