import type { Cart, DeliveryOption, WithCart } from './cart.ts'
import type { BodyOf, Call } from './contract.ts'
import { ShopProblem } from './problem.ts'

export interface Cheapest {
  readonly cheapest: true
  /** Only among deliveries of this type, such as `pickup`. */
  readonly type?: string | undefined
}

export type DeliveryChoice = BodyOf<'PUT /carts/:id/delivery'> | Cheapest

export function delivery(call: Call, withCart: WithCart): Pick<Cart, 'deliveryOptions' | 'setDelivery'> {
  return {
    deliveryOptions: ({ lines, ...options } = {}) =>
      withCart(async ({ params, with: opened }) => {
        const query = lines === undefined ? {} : { line: [...lines] }
        return (await call('GET /carts/:id/delivery-options', { params, query }, opened(options))).items
      }),
    setDelivery: (choice, options) =>
      withCart(async ({ params, with: opened }) => {
        let body = choice as BodyOf<'PUT /carts/:id/delivery'>
        if ('cheapest' in choice) {
          const { idempotencyKey: _, ...rest } = opened(options)
          body = cheapestOf((await call('GET /carts/:id/delivery-options', { params }, rest)).items, choice)
        }
        return call('PUT /carts/:id/delivery', { params, body }, opened(options))
      }),
  }
}

const isPickup = ({ type }: DeliveryOption) => type.startsWith('pickup')

/** What comes to the buyer goes before what is fetched, then the price decides; a pick-up takes its first place. */
function cheapestOf(offered: readonly DeliveryOption[], { type }: Cheapest): BodyOf<'PUT /carts/:id/delivery'> {
  const [best] = offered
    .filter((option) => type === undefined || option.type === type)
    .sort((a, b) => Number(isPickup(a)) - Number(isPickup(b)) || a.price.amount - b.price.amount)
  if (best === undefined)
    throw new ShopProblem({
      code: 'client.noDelivery',
      title: 'Nothing delivers this cart',
      detail: `Offered are: ${offered.map((option) => option.code).join(', ') || 'no deliveries'}.`,
      hint: 'Set the shipping address, or look at cart.deliveryOptions().',
    })
  const [locationId] = best.pickupLocationIds
  return { methodId: best.methodId, ...(isPickup(best) && locationId !== undefined && { locationId }) }
}
