import { cartOf, type Held, orderOf, type Victim } from '../victim.ts'
import type { Example, Examples } from './example.ts'

export function ofCarts(victim: Victim): Examples {
  const inCart = (method: string, below: string, json?: (cart: Held) => unknown): Example =>
    async function example() {
      const cart = await cartOf(victim)
      const path = `/store/carts/${cart.id}${below.replace('{lineId}', cart.lineId)}`
      return { method, path, headers: { 'Vitrine-Cart': cart.token }, json: json?.(cart) }
    }
  const paid = (method: string, below: string, provider: object): Example =>
    async function example() {
      const { id, token } = await cartOf(victim)
      const headers = { 'Vitrine-Cart': token }
      const path = `/store/carts/${id}`
      await victim.ask({ method: 'POST', path: `${path}/payment`, headers, json: provider })
      return { method, path: `${path}${below}`, headers }
    }
  return {
    'store.carts.read': inCart('GET', ''),
    'store.carts.change': inCart('PATCH', '', () => ({ note: 'Ring twice' })),
    'store.carts.addLine': inCart('POST', '/lines', ({ sku }) => ({ sku, quantity: 1 })),
    'store.carts.changeLine': inCart('PATCH', '/lines/{lineId}', () => ({ quantity: 3 })),
    'store.carts.removeLine': inCart('DELETE', '/lines/{lineId}'),
    'store.carts.deliveryOptions': inCart('GET', '/delivery-options'),
    'store.carts.chooseDelivery': inCart('PUT', '/delivery', ({ method: code }) => ({ code })),
    'store.payments.choose': inCart('POST', '/payment', () => ({ provider: 'manual' })),
    'store.payments.read': paid('GET', '/payment', { provider: 'manual' }),
    'store.payments.cancel': paid('DELETE', '/payment', { provider: 'sandbox', data: { token: 'sandbox_action' } }),
    'store.orders.complete': paid('POST', '/complete', { provider: 'manual' }),
    'store.orders.get': async () => {
      const { id, token } = await orderOf(victim)
      return { method: 'GET', path: `/store/orders/${id}`, headers: { 'Vitrine-Order': token } }
    },
  }
}
