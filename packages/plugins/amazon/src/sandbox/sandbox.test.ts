import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { routeHosts, testAccount } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { amazonApi } from '../api.ts'
import { production } from '../endpoints.ts'
import { pollFeeds } from '../feeds/receipts.ts'
import { itemOf } from '../fixtures/items.ts'
import { browse } from '../listings/browse.ts'
import { requirementsOf, toShape } from '../listings/map.ts'
import { observe } from '../listings/observe.ts'
import { publish, validate, withdraw } from '../listings/publish.ts'
import type { Shape } from '../listings/shape.ts'
import { pushPrices, pushStock } from '../listings/values.ts'
import { loginAt } from '../login.ts'
import { subscribe } from '../notifications/subscriptions.ts'
import { HOOK_HEADER } from '../notifications/webhook.ts'
import { acknowledge, cancel, refund } from '../orders/feedback.ts'
import { parseOrder } from '../orders/parse.ts'
import { pullOrders, readOrder } from '../orders/pull.ts'
import { ready, ship } from '../orders/ship.ts'
import { loadProductType } from '../product-types/definition.ts'
import { testSeller } from '../seller.ts'
import type { Settings } from '../settings.ts'
import { type AmazonSandbox, amazonSandbox, refreshTokenOf } from './index.ts'

const settings: Settings = {
  marketplace: 'DE',
  sellerId: 'A3EXAMPLE00000',
  variations: 'family',
  shipments: 'call',
  condition: 'new_new',
  personalData: true,
  acknowledge: true,
}
const credentials = {
  clientId: 'amazon-demo',
  clientSecret: 'amazon-demo-secret',
  refreshToken: refreshTokenOf('amazon-demo'),
}

let sandbox: AmazonSandbox

beforeEach(async () => {
  sandbox = await amazonSandbox()
})
afterEach(async () => {
  expect(sandbox.act.violations({})).toEqual([])
  await sandbox.stop()
})

/** The plugin's calls over a real socket, with tokens of the sandbox. */
function connected(own: Partial<Settings> = {}) {
  const login = loginAt(production)
  const given = { settings: { ...settings, ...own }, credentials, fetch: routeHosts(sandbox.hosts) }
  const token = async () => (await login.refresh(testAccount(given), null)).accessToken
  const account = testAccount({ ...given, token })
  return amazonApi(account, production)
}

const terms = { quantity: 7, locations: itemOf().stock, price: 2990, compareAt: null, currency: 'EUR' }
const entry = { key: 'SMO-STEEL', externalId: null }

async function shapeOf(api: ReturnType<typeof connected>, item = itemOf()) {
  const requirements = await loadProductType(api, requirementsOf(item, { settings: api.settings }) ?? '')
  const made = toShape(item, { settings: api.settings, requirements })
  if ('issues' in made) throw new Error(JSON.stringify(made.issues))
  return made
}

async function listed(api = connected()) {
  const shape = await shapeOf(api)
  await publish(api, [{ ...entry, ...terms, operation: 'create', confirmed: null, shape }])
  await sandbox.settle()
  return { api, shape }
}

const seenBy = async (api: ReturnType<typeof connected>) => (await observe(api, [entry]))[0]

describe('the sandbox of Amazon', () => {
  it('lists an item, shows it, and takes it away', async () => {
    const { api } = await listed()
    expect(await testSeller(api)).toEqual({ account: 'Example Store on Amazon.de' })
    expect(await seenBy(api)).toMatchObject({
      status: 'live',
      quantity: 7,
      price: 2990,
      shape: { productType: 'OUTDOOR_LIVING', title: 'Bee smoker, steel', brand: 'Example Apiary' },
    })
    expect((await browse(api, null)).items.map(({ key }) => key)).toEqual(['SMO-STEEL'])
    await withdraw(api, [entry])
    expect(await seenBy(api)).toMatchObject({ status: 'missing' })
  })

  it('changes stock and price, one by one and as a feed', async () => {
    const { api, shape } = await listed()
    await pushStock(api, [{ ...entry, quantity: 3, locations: [], sequence: 1, shape }])
    await pushPrices(api, [{ ...entry, price: 3190, compareAt: null, currency: 'EUR', shape }])
    expect(await seenBy(api)).toMatchObject({ quantity: 3, price: 3190 })
    const many = Array.from({ length: 50 }, (_, at) => ({ ...entry, key: at === 0 ? 'SMO-STEEL' : `GONE-${at}` }))
    const said = await pushStock(
      api,
      many.map((one) => ({ ...one, quantity: 0, locations: [], sequence: 2, shape })),
    )
    await sandbox.settle()
    const receipts = said.flatMap((one) => (one.outcome === 'pending' ? [one.receipt] : []))
    const outcomes = await pollFeeds(api, receipts)
    expect(outcomes[0]).toMatchObject({ acknowledgements: [{ key: 'SMO-STEEL', outcome: 'live' }] })
    expect(outcomes[1]).toMatchObject({ acknowledgements: [{ key: 'GONE-1', outcome: 'rejected' }] })
    expect(await seenBy(api)).toMatchObject({ status: 'live', quantity: 0 })
  })

  it('refuses at once what the product type misses, and later what its people do not like', async () => {
    const { api, shape } = await listed()
    const bad: Shape = { ...shape, brand: null }
    const create = { ...entry, ...terms, operation: 'create', confirmed: null } as const
    expect(await validate(api, [{ ...create, shape: bad }])).toMatchObject([
      { outcome: 'rejected', issues: [{ code: '90220', field: 'brand' }] },
    ])
    sandbox.turn({ rejections: [{ word: 'forbidden', code: '18742', message: 'Restricted product.' }] })
    await publish(api, [
      { ...create, operation: 'update', confirmed: shape, shape: { ...shape, title: 'A forbidden smoker' } },
    ])
    await sandbox.settle()
    expect(await seenBy(api)).toMatchObject({ status: 'rejected', issues: [{ code: '18742', field: 'item_name' }] })
    sandbox.act.moderate({ offerKey: 'SMO-STEEL', status: 'live' })
    expect(await seenBy(api)).toMatchObject({ status: 'live' })
  })

  it('sells, is sent, and is told of by notifications with the secret', async () => {
    const heard: { secret: string | undefined; type: string }[] = []
    const shop = createServer((request, response) => {
      let text = ''
      request.on('data', (part) => {
        text += part
      })
      request.on('end', () => {
        heard.push({ secret: request.headers[HOOK_HEADER] as string, type: JSON.parse(text)['detail-type'] })
        response.end()
      })
    })
    await new Promise<void>((resolve) => void shop.listen(0, '127.0.0.1', resolve))
    const { port } = shop.address() as AddressInfo
    const { api } = await listed()
    await subscribe(api, { eventBridge: { region: 'eu-west-1', accountId: '012345678901' } }, 'vitrine')
    sandbox.act.setHook({ url: `http://127.0.0.1:${port}/hooks`, secret: 'a-secret-of-letters' })
    const { orderId } = sandbox.act.placeOrder({ lines: [{ offerKey: 'SMO-STEEL', quantity: 2 }] }) as {
      orderId: string
    }
    expect(await seenBy(api)).toMatchObject({ quantity: 5 })
    const { orders } = await pullOrders(api, { cursor: null, since: 0 })
    const order = parseOrder(orders[0]?.raw, { settings })
    expect(order).toMatchObject({ externalId: orderId, status: 'open', total: 6470, isTaxIncluded: true })
    const parcel = { carrier: 'DHL', trackingNumber: '1', trackingUrl: null, shippedAt: '2026-11-22T10:00:00.000Z' }
    const command = { commandId: 'cmd_1', orderId: 'ord_1', externalId: orderId }
    const lines = order.lines.map(({ externalId, key, quantity }) => ({ externalId, key, quantity }))
    expect(await ship(api, { ...command, ...parcel, fulfillmentId: 'ful_1', lines })).toEqual({ outcome: 'done' })
    expect(await ship(api, { ...command, ...parcel, fulfillmentId: 'ful_1', lines })).toEqual({ outcome: 'done' })
    expect(await ship(api, { ...command, ...parcel, fulfillmentId: 'ful_2', lines })).toMatchObject({
      outcome: 'refused',
    })
    expect(parseOrder(await readOrder(api, orderId), { settings })).toMatchObject({ status: 'shipped' })
    await sandbox.settle()
    expect(heard).toEqual(Array.from({ length: 2 }, () => ({ secret: 'a-secret-of-letters', type: 'ORDER_CHANGE' })))
    shop.close()
  })

  it('takes acknowledgements, cancellations and refunds by feeds, a refund once', async () => {
    const api = connected()
    const { orderId } = sandbox.act.placeOrder({
      lines: [
        { offerKey: 'A', unitPrice: 1000 },
        { offerKey: 'B', unitPrice: 500 },
      ],
    }) as { orderId: string }
    const { lines } = parseOrder(await readOrder(api, orderId), { settings })
    const command = { commandId: 'cmd_1', orderId: 'ord_1', externalId: orderId }
    const [first, second] = lines.map(({ externalId, key, quantity }) => ({ externalId, key, quantity }))
    if (first === undefined || second === undefined) throw new Error('two lines were ordered')
    const outcomeOf = async (said: Awaited<ReturnType<typeof cancel>>) => {
      await sandbox.settle()
      return said.outcome === 'pending' ? pollFeeds(api, [said.receipt]) : said
    }
    const done = [{ status: 'done', acknowledgements: [{ key: orderId, outcome: 'live' }] }]
    expect(await outcomeOf(await acknowledge(api, command))).toMatchObject(done)
    expect(await outcomeOf(await cancel(api, { ...command, lines: [second], reason: 'out of stock' }))).toMatchObject(
      done,
    )
    const back = { ...command, lines: [{ ...first, amount: 250 }], amount: 250, currency: 'EUR', reason: null }
    expect(await outcomeOf(await refund(api, back))).toMatchObject(done)
    expect(await outcomeOf(await refund(api, back))).toMatchObject([{ acknowledgements: [{ outcome: 'rejected' }] }])
    const [stored] = sandbox.act.state({}).orders
    expect(stored).toMatchObject({ merchantOrderId: 'ord_1', refunds: ['cmd_1-1 2.50'] })
    expect(parseOrder(stored?.order, { settings }).lines.map(({ cancelled = 0 }) => cancelled)).toEqual([0, 1])
  })

  it('has a consent page, whose code becomes tokens once', async () => {
    const { authorize, exchange } = loginAt(production)
    const redirectUri = 'https://shop.example.com/admin/connections/authorized'
    const asked = {
      settings,
      credentials: { ...credentials, applicationId: 'amzn1.sp.solution.x' },
      redirectUri,
      state: 'st',
    }
    const { pathname, search } = new URL(authorize(asked))
    const consent = await fetch(`${sandbox.url}${pathname}${search}`, { redirect: 'manual' })
    const { searchParams: query } = new URL(consent.headers.get('location') ?? '')
    const account = testAccount({ settings, credentials, fetch: routeHosts(sandbox.hosts) })
    const grant = { code: '', redirectUri, query }
    expect(query.get('state')).toBe('st')
    expect(await exchange(account, grant)).toMatchObject({ refreshToken: credentials.refreshToken })
    await expect(exchange(account, grant)).rejects.toMatchObject({ failure: { kind: 'auth', code: 'invalid_grant' } })
  })

  it('is collected in a store', async () => {
    const api = connected()
    const order = sandbox.act.placeOrder({ lines: [{ offerKey: 'A', unitPrice: 1000 }], pickup: 'Store Berlin' })
    const { externalId, delivery, location } = parseOrder(order, { settings })
    expect({ delivery, location }).toEqual({ delivery: 'pickup', location: 'Store Berlin' })
    const command = { commandId: 'cmd_1', orderId: 'ord_1', externalId, lines: [] }
    for (const status of ['ready', 'collected'] as const) await ready(api, { ...command, status })
    expect(sandbox.act.state({}).orders[0]?.pickups).toEqual(['ReadyForPickup', 'PickedUp'])
  })

  it('has pages of orders', async () => {
    const api = connected()
    for (let at = 0; at < 103; at += 1) sandbox.act.placeOrder({ lines: [{ offerKey: `S-${at}`, unitPrice: 100 }] })
    const first = await pullOrders(api, { cursor: null, since: 0 })
    const second = await pullOrders(api, { cursor: first.cursor, since: 0 })
    expect([first.orders.length, first.isMore, second.orders.length, second.isMore]).toEqual([100, true, 3, false])
    const quiet = await pullOrders(api, { cursor: second.cursor, since: 0 })
    expect(quiet).toMatchObject({ orders: [], isMore: false })
  })

  it('refuses tokens that are revoked in a way that asks for new ones, and more calls than its plan', async () => {
    const api = connected()
    const given = { settings, credentials, fetch: routeHosts(sandbox.hosts), token: 'Atza|gone' }
    const kept = amazonApi(testAccount(given), production)
    await expect(testSeller(kept)).rejects.toMatchObject({ failure: { kind: 'auth', status: 401 } })
    sandbox.turn({ rates: { searchOrders: { rate: 0.1, burst: 1 } } })
    await pullOrders(api, { cursor: null, since: 0 })
    await expect(pullOrders(api, { cursor: null, since: 0 })).rejects.toMatchObject({
      failure: { kind: 'throttled', code: 'QuotaExceeded', retryAt: expect.any(Number) },
    })
  })
})
