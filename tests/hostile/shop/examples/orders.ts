import { buyerAddress } from '../../../fixtures/buyer-address.ts'
import { cartOf, orderOf, type Victim } from '../victim.ts'
import { type Examples, type Item, write } from './example.ts'

export function ofOrders(victim: Victim): Examples {
  const post = (path: string, json?: unknown) => write(victim, 'POST', path, json)
  const orderLine = async () => {
    const { id } = await orderOf(victim)
    const { lines } = (await victim.order('GET', `/orders/${id}`)) as unknown as { lines: Item[] }
    return { id, lineId: lines[0]?.id ?? '' }
  }
  const work = async (): Promise<string> => {
    const { id } = await orderOf(victim)
    await victim.commerce.idle()
    const { items } = (await victim.order('GET', `/fulfillment-orders?order=${id}`)) as unknown as { items: Item[] }
    return `/fulfillment-orders/${items[0]?.id}`
  }
  const sent = async (): Promise<string> =>
    `/fulfillments/${(await victim.order('POST', `${await work()}/fulfillments`, {})).id}`
  const payment = async (): Promise<string> => {
    const { items } = (await victim.order('GET', `/orders/${(await orderOf(victim)).id}/payments`)) as unknown as {
      items: Item[]
    }
    return `/payments/${items[0]?.id}`
  }
  const draft = async (): Promise<string> => {
    const { sku, method: code } = await cartOf(victim)
    const whose = { email: 'ada@example.com', shippingAddress: buyerAddress }
    const what = { lines: [{ sku, quantity: 1 }], delivery: { code } }
    return `/order-drafts/${(await victim.order('POST', '/order-drafts', { ...whose, ...what })).id}`
  }
  return {
    'admin.orders.edit': async () => {
      const { id, lineId } = await orderLine()
      return post(`/orders/${id}/edits`, { lines: [{ lineId, quantity: 2 }] })
    },
    'admin.orders.cancel': async () => post(`/orders/${(await orderOf(victim)).id}/cancellation`, {}),
    'admin.orders.note': async () => post(`/orders/${(await orderOf(victim)).id}/notes`, { text: 'Called back' }),
    'admin.orders.awaitRest': async () => {
      const { id, lineId } = await orderLine()
      await victim.order('POST', `/orders/${id}/edits`, { lines: [{ lineId, quantity: 3 }] })
      return post(`/orders/${id}/payment-requests`)
    },
    'admin.orders.completeDraft': async () => post(`${await draft()}/completion`),
    'admin.orders.updateDraft': async () => write(victim, 'PATCH', await draft(), { email: 'bob@example.com' }),
    'admin.orders.discardDraft': async () => write(victim, 'DELETE', await draft()),
    'admin.fulfillment.start': async () => post(`${await work()}/start`),
    'admin.fulfillment.ready': async () => post(`${await work()}/ready`),
    'admin.fulfillment.hold': async () => post(`${await work()}/hold`, { reason: 'Address is odd' }),
    'admin.fulfillment.release': async () => {
      const path = await work()
      await victim.order('POST', `${path}/hold`, { reason: 'Address is odd' })
      return post(`${path}/release`)
    },
    'admin.fulfillment.move': async () => {
      const { items } = (await victim.order('GET', '/stock-locations')) as unknown as {
        items: { id: string; code: string }[]
      }
      return post(`${await work()}/move`, { locationId: items.find(({ code }) => code === 'shop')?.id })
    },
    'admin.fulfillment.fulfill': async () => post(`${await work()}/fulfillments`, {}),
    'admin.fulfillment.track': async () => write(victim, 'PATCH', await sent(), { carrier: 'Post', number: 'A1' }),
    'admin.fulfillment.deliver': async () => post(`${await sent()}/delivery`),
    'admin.fulfillment.cancel': async () => post(`${await sent()}/cancellation`),
    'admin.fulfillment.getFulfillment': async () => write(victim, 'GET', await sent()),
    'admin.payments.setMethods': async () => {
      const { items } = (await victim.order('GET', '/markets')) as unknown as { items: Item[] }
      const methods = { items: [{ provider: 'manual' }, { provider: 'sandbox' }] }
      return write(victim, 'PUT', `/markets/${items.at(-1)?.id}/payment-methods`, methods)
    },
    'admin.payments.capture': async () => post(`${await payment()}/capture`, {}),
    'admin.payments.cancel': async () => post(`${await payment()}/cancel`, {}),
    'admin.payments.refund': async () => {
      const path = await payment()
      await victim.order('POST', `${path}/capture`, {})
      return post(`${path}/refund`, { amount: 100 })
    },
  }
}
