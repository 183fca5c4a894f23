import { type CartView, isProblem } from '@vitrine/sdk'
import type { Context, Hono } from 'hono'
import { type ContactValues, contactOf, mistakesOf, valuesFrom, valuesOf } from '../checkout/contact-form.ts'
import { delivery, saveDelivery } from '../checkout/delivery-step.tsx'
import { type Form, formOf } from '../form.ts'
import { CheckoutContactPage } from '../pages/checkout-contact.tsx'
import { CheckoutPaymentPage } from '../pages/checkout-payment.tsx'
import { ProcessingPage } from '../pages/processing.tsx'
import type { FormError } from '../parts/error-summary.tsx'
import { refusal } from '../refusal.ts'
import { page } from '../render.ts'
import type { Env, Visit } from '../visit.ts'

/** How long a request waits for a payment before it shows the page that looks again. */
const PATIENCE = 2_500
const LOOK_AGAIN = 3

/** A step needs a cart with something in it; a payment that is under way goes on where it is decided. */
function withCart(show: (c: Context<Env>, cart: CartView) => Promise<Response> | Response) {
  return (c: Context<Env>) => {
    const { cart, to } = c.get('visit')
    if (cart === null || cart.lines.length === 0 || cart.status === 'completed') return c.redirect(to('/cart'), 303)
    if (cart.status === 'completing') return c.redirect(to('/checkout/processing'), 303)
    return show(c, cart)
  }
}

export function checkoutRoutes(app: Hono<Env>): void {
  app.get(
    '/checkout',
    withCart((c, cart) => contact(c, { cart, values: valuesFrom(cart, c.get('visit').market.countries) })),
  )
  app.post(
    '/checkout',
    withCart(async (c, cart) => saveContact(c, { cart, values: valuesOf(await formOf(c)) })),
  )
  app.get(
    '/checkout/delivery',
    withCart((c, cart) => (cart.email === null ? c.redirect(c.get('visit').to('/checkout'), 303) : delivery(c, cart))),
  )
  app.post(
    '/checkout/delivery',
    withCart(async (c, cart) => saveDelivery(c, { cart, form: await formOf(c) })),
  )
  app.get(
    '/checkout/payment',
    withCart((c, cart) =>
      cart.delivery === null && cart.requiresShipping
        ? c.redirect(c.get('visit').to('/checkout/delivery'), 303)
        : payment(c, { cart }),
    ),
  )
  app.post(
    '/checkout/payment',
    withCart(async (c, cart) => pay(c, { cart, form: await formOf(c) })),
  )
  app.get('/checkout/processing', (c) => decided(c))
}

interface ContactState {
  readonly cart: CartView
  readonly values: ContactValues
  readonly errors?: readonly FormError[]
}

function contact(c: Context<Env>, { cart, values, errors = [] }: ContactState): Response {
  const visit = c.get('visit')
  return page(c, <CheckoutContactPage {...{ visit, cart, values, errors }} />, errors.length > 0 ? 422 : 200)
}

async function saveContact(c: Context<Env>, { cart, values }: ContactState): Promise<Response> {
  const { shop, t, to } = c.get('visit')
  const errors = mistakesOf(values, t)
  if (errors.length > 0) return contact(c, { cart, values, errors })
  try {
    await shop.cart.setContact(contactOf(values))
    return c.redirect(to('/checkout/delivery'), 303)
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    const named = error.errors?.map(({ path, message }) => ({ field: path.split('.').at(-1) ?? 'email', message }))
    return contact(c, {
      cart,
      values,
      errors: named ?? [{ field: 'email', message: refusal(error, t) ?? error.title }],
    })
  }
}

interface PaymentState {
  readonly cart: CartView
  readonly chosen?: string | undefined
  readonly errors?: readonly FormError[]
}

async function payment(c: Context<Env>, { cart, chosen, errors = [] }: PaymentState): Promise<Response> {
  const visit = c.get('visit')
  const { items: providers } = await visit.shop.call('GET /payment-providers')
  return page(c, <CheckoutPaymentPage {...{ visit, cart, providers, chosen, errors }} />, errors.length > 0 ? 422 : 200)
}

async function pay(
  c: Context<Env>,
  { cart, form }: { readonly cart: CartView; readonly form: Form },
): Promise<Response> {
  const visit = c.get('visit')
  const { shop, t, house, to } = visit
  const provider = form.get('provider')
  const refuse = (message: string) => again(c, { chosen: provider, message })
  if (provider === '') return refuse(t.errors.choose)
  if (form.get('total') !== String(cart.totals.total.amount)) return refuse(t.errors.amountChanged)
  try {
    const returnUrl = house.publicUrl + to('/checkout/processing')
    if (cart.totals.total.amount > 0)
      await shop.cart.pay({ provider, data: form.has('token') ? { token: form.get('token') } : {}, returnUrl })
    return await complete(c, visit)
  } catch (error) {
    const message = refusal(error, t)
    if (message === undefined) throw error
    return refuse(message)
  }
}

/** The payment page anew, with the cart as it is after what went wrong. */
async function again(
  c: Context<Env>,
  { chosen, message }: { readonly chosen: string; readonly message: string },
): Promise<Response> {
  const cart = await c.get('visit').shop.cart.get()
  if (cart === null) return c.redirect(c.get('visit').to('/cart'), 303)
  return payment(c, { cart, chosen, errors: [{ field: 'payment', message }] })
}

/** Buys, and shows the order, the bank's page, or the page that waits; asked again it goes on and never buys twice. */
async function complete(c: Context<Env>, { shop, to }: Visit): Promise<Response> {
  try {
    const order = await shop.cart.complete({ signal: AbortSignal.timeout(PATIENCE) })
    return c.redirect(to(`/orders/${order.id}?token=${order.token}&new=1`), 303)
  } catch (error) {
    if (isProblem(error, 'client.actionRequired')) {
      const { url } = error.extra.nextAction
      if (url !== undefined) return c.redirect(url, 303)
    }
    if (isAborted(error)) return c.redirect(to('/checkout/processing'), 303)
    throw error
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

async function decided(c: Context<Env>): Promise<Response> {
  const visit = c.get('visit')
  const { cart, to, t } = visit
  if (cart === null) return c.redirect(to('/cart'), 303)
  if (cart.status === 'open') return c.redirect(to('/checkout/payment'), 303)
  try {
    const done = await complete(c, visit)
    if (done.headers.get('Location') !== to('/checkout/processing')) return done
    return page(c, <ProcessingPage visit={visit} seconds={LOOK_AGAIN} />)
  } catch (error) {
    const message = refusal(error, t)
    if (message === undefined) throw error
    return again(c, { chosen: '', message })
  }
}
