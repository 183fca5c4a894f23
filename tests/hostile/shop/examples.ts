import { hmac } from '../../../packages/core/src/kernel/index.ts'
import { type Answer, cookieOf, type Question } from './ask.ts'
import { buyerAddress, cartOf, customerOf, type Held, orderOf, password, tokenOfMail, type Victim } from './victim.ts'

/** Makes a request that succeeds, on things of its own that it makes first. */
export type Example = () => Promise<Question>
export type Examples = Readonly<Record<string, Example>>

type Json = Answer['json']

/**
 * Requests that chance alone would hardly ever put together: they need a token out of a mail, a password, or a thing in the right state. Every
 * one stands on its own, so that it can be asked for again and again, in any order.
 */
export function examplesOf(victim: Victim): Examples {
  return { ...ofCarts(victim), ...ofAccounts(victim), ...ofStaff(victim), ...ofOrders(victim), ...ofGoods(victim) }
}

let made = 0
/** Unlike any other of this run. */
function fresh(stem: string): string {
  made += 1
  return `${stem}-${process.pid.toString(36)}-${made}`
}
const freshEmail = (stem: string): string => `${fresh(stem)}@example.com`

function ofCarts(victim: Victim): Examples {
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

function ofAccounts(victim: Victim): Examples {
  const post = (path: string, json: unknown): Question => ({ method: 'POST', path: `/store/customers${path}`, json })
  const mailed = async (path: string, json: { email: string }): Promise<string> => {
    await victim.ask(post(path, json))
    return tokenOfMail(victim, json.email)
  }
  let home: Promise<string> | undefined
  /** A password takes long to be hashed, so that who needs no own one shares a customer. */
  const atHome = () => {
    home ??= customerOf(victim, freshEmail('home'))
    return home
  }
  const signedIn = (method: string, path: string, json: unknown): Example =>
    async function example() {
      return { method, path: `/store/customers${path}`, headers: { Cookie: await atHome() }, json }
    }
  const withAddress = (method: string, json?: unknown): Example =>
    async function example() {
      const headers = { Cookie: await atHome() }
      const { json: saved } = await victim.ask({ ...post('/me/addresses', buyerAddress), headers })
      return { method, path: `/store/customers/me/addresses/${saved.id}`, headers, json }
    }
  return {
    'store.customers.signUp': async () => post('', { email: freshEmail('new'), password }),
    'store.customers.verifyEmail': async () =>
      post('/verify-email/confirm', {
        token: await mailed('', { email: freshEmail('proof'), password } as { email: string }),
      }),
    'store.customers.signIn': async () => {
      const email = freshEmail('in')
      await customerOf(victim, email)
      return post('/session', { email, password })
    },
    'store.customers.confirmReset': async () => {
      const email = freshEmail('reset')
      await customerOf(victim, email)
      return post('/password-reset/confirm', {
        token: await mailed('/password-reset', { email }),
        password: 'another long word',
      })
    },
    'store.customers.changePassword': async () => ({
      ...post('/me/password', { current: password, next: 'another long word' }),
      headers: { Cookie: await customerOf(victim, freshEmail('change')) },
    }),
    'store.customers.updateMe': signedIn('PATCH', '/me', { firstName: 'Ada' }),
    'store.customers.addAddress': signedIn('POST', '/me/addresses', buyerAddress),
    'store.customers.address': withAddress('GET'),
    'store.customers.updateAddress': withAddress('PUT', { ...buyerAddress, city: 'Gouda' }),
    'store.customers.removeAddress': withAddress('DELETE'),
  }
}

/** With every right, as examples of the admin surface are asked. */
const write = (victim: Victim, method: string, path: string, json?: unknown): Question => ({
  method,
  path: `/admin${path}`,
  headers: { Authorization: `Bearer ${victim.operatorToken}` },
  json,
})

function ofStaff(victim: Victim): Examples {
  const role = 'viewer'
  const invited = (): Promise<Json> =>
    victim.order('POST', '/invitations', { email: freshEmail('guest'), name: 'Guest', role })
  const added = async () => {
    const email = freshEmail('staff')
    const staff = await victim.order('POST', '/staff', { email, name: 'Sam Example', role })
    return { email, id: staff.id, token: new URL(String(staff.link)).searchParams.get('token') }
  }
  const settled = async () => {
    const staff = await added()
    await victim.ask({ method: 'POST', path: '/admin/password-reset/confirm', json: { token: staff.token, password } })
    return staff
  }
  const open = (path: string, json: unknown): Question => ({ method: 'POST', path: `/admin${path}`, json })
  return {
    'admin.access.signIn': async () => open('/session', { email: (await settled()).email, password }),
    'admin.access.confirmReset': async () =>
      open('/password-reset/confirm', { token: (await added()).token, password }),
    'admin.access.changePassword': async () => {
      const session = await victim.ask(open('/session', { email: (await settled()).email, password }))
      return {
        ...open('/me/password', { current: password, next: 'another long word' }),
        headers: { Cookie: cookieOf(session) },
      }
    },
    'admin.access.updateStaff': async () => write(victim, 'PATCH', `/staff/${(await added()).id}`, { name: 'Renamed' }),
    'admin.access.addStaff': async () =>
      write(victim, 'POST', '/staff', { email: freshEmail('add'), name: 'Ann', role }),
    'admin.access.invite': async () => write(victim, 'POST', '/invitations', { email: freshEmail('ask'), role }),
    'admin.access.revokeInvitation': async () => write(victim, 'DELETE', `/invitations/${(await invited()).id}`),
    'admin.access.acceptInvitation': async () => {
      const { id, email } = await invited()
      return open(`/invitations/${id}/accept`, {
        token: await tokenOfMail(victim, String(email)),
        name: 'Guest',
        password,
      })
    },
  }
}

interface Item {
  readonly id: string
  readonly lineId: string
  readonly status: string
}

function ofOrders(victim: Victim): Examples {
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

function ofGoods(victim: Victim): Examples {
  const post = (path: string, json?: unknown) => write(victim, 'POST', path, json)
  const product = (more: object = {}): Promise<Json> =>
    victim.order('POST', '/products', { title: fresh('Frame'), ...more })
  const sized = () =>
    product({ options: [{ name: 'Size', values: ['Small', 'Large'] }], variants: [{ options: { Size: 'Small' } }] })
  const customer = async () => {
    const { id } = await victim.order('POST', '/customers', { email: freshEmail('kept') })
    const address = await victim.order('POST', `/customers/${id}/addresses`, buyerAddress)
    const { addresses } = (await victim.order('GET', `/customers/${id}`)) as unknown as { addresses: Item[] }
    return { id, path: `/customers/${id}/addresses/${addresses[0]?.id ?? address.id}` }
  }
  const transfer = (): Promise<Json> =>
    victim.order('POST', '/stock/transfers', { from: 'main', to: 'shop', lines: [{ sku: 'HV-1', quantity: 1 }] })
  const shipped = async (): Promise<string> => {
    const { id } = await transfer()
    await victim.order('POST', `/stock/transfers/${id}/ship`)
    return `/stock/transfers/${id}`
  }
  const translated = async (): Promise<string> => {
    const path = `/translations/${(await product()).id}/uk`
    await victim.order('PUT', path, { texts: { title: 'Рамка' } })
    return path
  }
  const code = () => fresh('c')
  return {
    'admin.products.update': async () =>
      write(victim, 'PATCH', `/products/${(await product()).id}`, { vendor: 'Apiary' }),
    'admin.products.remove': async () => write(victim, 'DELETE', `/products/${(await product()).id}`),
    'admin.products.addVariant': async () =>
      post(`/products/${(await sized()).id}/variants`, { sku: fresh('SKU'), options: { Size: 'Large' } }),
    'admin.products.byBarcode': async () => {
      await product({ variants: [{ sku: fresh('SKU'), barcode: '4006381333931' }] }).catch(() => undefined)
      return write(victim, 'GET', '/barcodes/4006381333931')
    },
    'admin.pricing.remove': async () => {
      const sku = fresh('PRICED')
      await product({ variants: [{ sku, prices: [{ currency: 'EUR', amount: 900 }] }] })
      const { items } = (await victim.order('GET', `/prices?variant=${sku}`)) as unknown as { items: Item[] }
      return write(victim, 'DELETE', `/prices/${items[0]?.id}`)
    },
    'admin.mail.resend': async () => {
      await victim.commerce.idle()
      const { items } = (await victim.order('GET', '/mail')) as unknown as { items: Item[] }
      return post(`/mail/${items[0]?.id}/resend`)
    },
    'admin.attributes.create': async () => post('/attributes', { key: code(), name: 'Wood', type: 'text' }),
    'admin.collections.create': async () => post('/collections', { title: fresh('Tools') }),
    'admin.collections.remove': async () =>
      write(
        victim,
        'DELETE',
        `/collections/${(await victim.order('POST', '/collections', { title: fresh('Old') })).id}`,
      ),
    'admin.customers.updateAddress': async () =>
      write(victim, 'PUT', (await customer()).path, { ...buyerAddress, city: 'Gouda' }),
    'admin.customers.removeAddress': async () => write(victim, 'DELETE', (await customer()).path),
    'admin.delivery.create': async () =>
      post('/delivery-methods', { code: code(), type: 'shipping', texts: { en: { name: 'Bike' } } }),
    'admin.locations.create': async () => post('/stock-locations', { code: code(), name: 'Barn', country: 'NL' }),
    'admin.markets.create': async () =>
      post('/markets', { code: code(), name: 'North', currency: 'EUR', languages: ['en'] }),
    'admin.markets.createChannel': async () => post('/sales-channels', { code: code(), name: 'Fair', kind: 'till' }),
    'admin.pricing.createList': async () => post('/price-lists', { code: code(), name: 'Summer' }),
    'admin.transfers.create': async () =>
      post('/stock/transfers', { from: 'main', to: 'shop', lines: [{ sku: 'HV-1', quantity: 1 }] }),
    'admin.transfers.ship': async () => post(`/stock/transfers/${(await transfer()).id}/ship`),
    'admin.transfers.receive': async () => post(`${await shipped()}/receive`, {}),
    'admin.transfers.cancel': async () => post(`/stock/transfers/${(await transfer()).id}/cancel`, {}),
    'admin.stock.adjust': async () =>
      post('/stock/adjustments', { kind: 'receive', sku: 'HV-1', location: 'main', quantity: 2 }),
    'admin.translations.put': async () =>
      write(victim, 'PUT', `/translations/${(await product()).id}/uk`, { texts: { title: 'Рамка' } }),
    'admin.translations.remove': async () => write(victim, 'DELETE', await translated()),
    'admin.jobs.runJob': async () =>
      post('/jobs/run', { name: String(((await victim.order('GET', '/jobs')).items as { name: string }[])[0]?.name) }),
  }
}

/** The token that opens a cart, as the shop signs it: garbage about carts is refused for something better than its token. */
export function cartToken(victim: Victim, id: string): string {
  return `${id}.${hmac(victim.commerce.core.settings.secret, `cart/${id}`)}`
}
