import type { CartView } from '@vitrine/sdk'
import type { Context } from 'hono'
import type { Form } from '../form.ts'
import { CheckoutDeliveryPage } from '../pages/checkout-delivery.tsx'
import type { FormError } from '../parts/error-summary.tsx'
import { pickupPlaces } from '../promises.ts'
import { refusal } from '../refusal.ts'
import { page } from '../render.ts'
import type { Env } from '../visit.ts'
import { choiceIn, waysOf } from './ways.ts'

/** A cart of more lines reaches its buyer as a whole. */
const SEVERAL = 20

/** The step at which the buyer chooses how the goods arrive: all of them, or each line. */
export async function delivery(c: Context<Env>, cart: CartView, errors: readonly FormError[] = []): Promise<Response> {
  const visit = c.get('visit')
  const alone = cart.lines.length > 1 && cart.lines.length <= SEVERAL ? cart.lines : []
  const [whole, places, { items: stores }, ...ofLines] = await Promise.all([
    visit.shop.cart.deliveryOptions(),
    pickupPlaces(visit, cart),
    visit.shop['click-and-collect'].storeHours(),
    ...alone.map(({ id }) => visit.shop.cart.deliveryOptions({ lines: [id] })),
  ])
  const zones = new Map(stores.map(({ id, timeZone }) => [id, timeZone]))
  const each = alone.map(({ id }, at) => ({ lineId: id, ways: waysOf(ofLines[at] ?? [], places) }))
  const props = { visit, cart, ways: waysOf(whole, places), each, zones, errors }
  return page(c, <CheckoutDeliveryPage {...props} />, errors.length > 0 ? 422 : 200)
}

export async function saveDelivery(
  c: Context<Env>,
  { cart, form }: { readonly cart: CartView; readonly form: Form },
): Promise<Response> {
  const { shop, t, to } = c.get('visit')
  const choice = choiceIn(
    form,
    cart.lines.map(({ id }) => id),
  )
  if (choice === undefined) return delivery(c, cart, [{ field: 'delivery', message: t.errors.choose }])
  try {
    await shop.cart.setDelivery(choice)
    return c.redirect(to('/checkout/payment'), 303)
  } catch (error) {
    const message = refusal(error, t)
    if (message === undefined) throw error
    return delivery(c, cart, [{ field: 'delivery', message }])
  }
}
