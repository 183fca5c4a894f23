import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { json, refusal, type Step, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { createStorefront, isProblem, memorySession } from './index.ts'

const made = (id = 'crt_1') => json({ id, lines: [], token: `${id}.sig` }, { status: 201 })
const cart = (more: object = {}) => json({ id: 'crt_1', lines: [], ...more })

function shopWith(...steps: Step[]) {
  const { fetch, seen } = scriptedFetch(...steps)
  const session = memorySession()
  const lines = () => seen.map(({ method, path }) => `${method} ${path}`)
  return { shop: createStorefront({ url: '', session, fetch }), session, seen, lines }
}

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('the cart', () => {
  test('is made by the first line and opened by its token from then on', async () => {
    const { shop, seen, lines, session } = shopWith(made(), cart(), cart(), cart(), cart())
    await shop.cart.add({ sku: 'A', quantity: 2 })
    await shop.cart.add({ sku: 'B' })
    await shop.cart.setQuantity('crl_1', 3)
    await shop.cart.remove('crl_1')
    await shop.cart.setContact({ email: 'a@example.com' })
    expect(lines()).toEqual([
      'POST /store/carts',
      'POST /store/carts/crt_1/lines',
      'PATCH /store/carts/crt_1/lines/crl_1',
      'DELETE /store/carts/crt_1/lines/crl_1',
      'PATCH /store/carts/crt_1',
    ])
    expect(seen[0]?.body).toEqual({ lines: [{ sku: 'A', quantity: 2 }] })
    expect(seen[0]?.headers.has('Vitrine-Cart')).toBe(false)
    expect(seen.slice(1).map(({ headers }) => headers.get('Vitrine-Cart'))).toEqual(Array(4).fill('crt_1.sig'))
    expect(session.read()).toEqual({ cart: 'crt_1.sig' })
  })

  test('does not show its token', async () => {
    const { shop } = shopWith(made())
    expect(await shop.cart.add({ sku: 'A' })).toEqual({ id: 'crt_1', lines: [] })
  })

  test('is one, however many buttons are pressed at once', async () => {
    const { shop, lines } = shopWith(made(), cart(), cart())
    await Promise.all([shop.cart.add({ sku: 'A' }), shop.cart.add({ sku: 'B' }), shop.with({}).cart.add({ sku: 'C' })])
    expect(lines()).toEqual(['POST /store/carts', 'POST /store/carts/crt_1/lines', 'POST /store/carts/crt_1/lines'])
  })

  test('takes several lines, in one request when it is new', async () => {
    const { shop, lines, seen } = shopWith(made(), cart(), cart({ note: 'last' }))
    await shop.cart.add([{ sku: 'A' }, { sku: 'B' }])
    const result = await shop.cart.add([{ sku: 'C' }, { sku: 'D' }], { idempotencyKey: 'key-of-16-letters' })
    expect(lines()).toEqual(['POST /store/carts', 'POST /store/carts/crt_1/lines', 'POST /store/carts/crt_1/lines'])
    expect(seen.map(({ body }) => body).slice(1)).toEqual([{ sku: 'C' }, { sku: 'D' }])
    expect(seen[1]?.headers.get('Idempotency-Key')).toBe('key-of-16-letters')
    expect(seen[2]?.headers.get('Idempotency-Key')).toBe('key-of-16-letters+')
    expect(result.note).toBe('last')
  })

  test.each([
    [404, 'carts.notFound'],
    [409, 'carts.closed'],
  ])('that is over (%s %s) gives way to a new one', async (status, code) => {
    const { shop, session, seen } = shopWith(made('crt_1'), refusal(status, code), made('crt_2'))
    await shop.cart.add({ sku: 'A' })
    await shop.cart.add({ sku: 'B' })
    expect(seen[2]?.body).toEqual({ lines: [{ sku: 'B' }] })
    expect(session.read()).toEqual({ cart: 'crt_2.sig' })
  })

  test('that refuses a line stays as it is', async () => {
    const { shop, session } = shopWith(made(), refusal(422, 'carts.notForSale', { variants: ['var_1'] }))
    await shop.cart.add({ sku: 'A' })
    const error = await thrownBy(shop.cart.add({ sku: 'B' }))
    expect(isProblem(error, 'carts.notForSale') && error.extra.variants).toEqual(['var_1'])
    expect(session.read()).toEqual({ cart: 'crt_1.sig' })
  })

  test('is null when there is none, without asking, and when the shop has forgotten it', async () => {
    const { shop, session, seen } = shopWith(made(), refusal(404, 'carts.notFound'))
    expect(await shop.cart.get()).toBeNull()
    expect(seen).toEqual([])
    await shop.cart.add({ sku: 'A' })
    expect(await shop.cart.get()).toBeNull()
    expect(await session.read()).toEqual({ cart: undefined })
  })

  test('must be there to be changed', async () => {
    const { shop } = shopWith()
    expect(await thrownBy(shop.cart.setContact({ note: 'Hello' }))).toMatchObject({ code: 'client.noCart' })
  })

  test('is left behind when it is forgotten', async () => {
    const { shop, lines } = shopWith(made(), made('crt_2'))
    await shop.cart.add({ sku: 'A' })
    await shop.cart.forget()
    await shop.cart.add({ sku: 'A' })
    expect(lines()).toEqual(['POST /store/carts', 'POST /store/carts'])
  })
})

describe('delivery', () => {
  const option = (code: string, amount: number, more: object = {}) => ({
    methodId: `dlm_${code}`,
    code,
    type: 'shipping',
    price: { amount },
    pickupLocationIds: [],
    ...more,
  })
  const pickup = option('shop', 0, { type: 'pickup', pickupLocationIds: ['loc_1', 'loc_2'] })
  const offered = (...items: object[]) => json({ items })

  async function chosen(
    choice: Parameters<ReturnType<typeof createStorefront>['cart']['setDelivery']>[0],
    ...steps: Step[]
  ) {
    const { shop, seen } = shopWith(made(), ...steps)
    await shop.cart.add({ sku: 'A' })
    const error = await thrownBy(shop.cart.setDelivery(choice, { idempotencyKey: 'key-of-16-letters' }))
    return { error, seen: seen.slice(1) }
  }

  test('is chosen by name in one request', async () => {
    const { seen } = await chosen({ code: 'post' }, cart())
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'PUT', path: '/store/carts/crt_1/delivery', body: { code: 'post' } })
  })

  test('is the cheapest that comes to the buyer', async () => {
    const { seen } = await chosen(
      { cheapest: true },
      offered(pickup, option('express', 1900), option('post', 500)),
      cart(),
    )
    expect(seen[1]?.body).toEqual({ methodId: 'dlm_post' })
    expect(seen.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual([null, 'key-of-16-letters'])
  })

  test('is fetched at the first place when nothing else is offered or it was asked for', async () => {
    const body = { methodId: 'dlm_shop', locationId: 'loc_1' }
    expect((await chosen({ cheapest: true }, offered(pickup), cart())).seen[1]?.body).toEqual(body)
    const among = offered(option('post', 500), pickup)
    expect((await chosen({ cheapest: true, type: 'pickup' }, among, cart())).seen[1]?.body).toEqual(body)
  })

  test('is a problem that names what is offered when nothing fits', async () => {
    const { error } = await chosen({ cheapest: true, type: 'pickup' }, offered(option('post', 500)))
    expect(error).toMatchObject({ code: 'client.noDelivery', detail: 'Offered are: post.' })
  })
})

describe('completing', () => {
  const order = { id: 'ord_1', token: 'secret', number: '1001' }
  const placed = () => json({ status: 'placed', order })
  const processing = (retryAfter = 2) =>
    json({ status: 'processing', code: 'payment.processing', retryAfter }, { status: 202 })
  const action = () =>
    json({ status: 'requires_action', nextAction: { type: 'redirect', url: 'https://bank.example' } }, { status: 202 })

  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  async function completed(
    steps: Step[],
    options: Parameters<ReturnType<typeof createStorefront>['cart']['complete']>[0] = {},
  ) {
    const context = shopWith(made(), ...steps)
    await context.shop.cart.add({ sku: 'A' })
    const outcome = context.shop.cart.complete(options).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(60_000)
    return { ...context, outcome: await outcome, asked: context.seen.slice(1) }
  }

  test('answers the order, forgets the cart and can show the order from then on', async () => {
    const { outcome, session, shop, seen } = await completed([placed(), json(order), json({ items: [] }), json(order)])
    expect(outcome).toEqual(order)
    expect(await session.read()).toEqual({ cart: undefined, order: 'ord_1 secret' })
    expect(await shop.cart.get()).toBeNull()
    await shop.orders.get('ord_1')
    await shop.orders.shipments('ord_1', 'other')
    await shop.orders.get('ord_2')
    expect(seen.slice(2).map(({ headers }) => headers.get('Vitrine-Order'))).toEqual(['secret', 'other', null])
    expect(seen[2]?.url).toBe('/store/orders/ord_1')
  })

  test('asks again while the payment is not decided, as late as it is told', async () => {
    const times: number[] = []
    const note =
      (answer: Response): Step =>
      () => {
        times.push(Date.now())
        return answer
      }
    const { outcome, asked } = await completed([note(processing(2)), note(processing(5)), note(placed())])
    expect(outcome).toEqual(order)
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 2_000, 7_000])
    expect(new Set(asked.map(({ headers }) => headers.get('Idempotency-Key'))).size).toBe(3)
  })

  test('goes on when its answer is lost, and does not buy twice', async () => {
    const { outcome, asked } = await completed([new Error('reset'), placed()])
    expect(outcome).toEqual(order)
    const [first, second] = asked.map(({ headers }) => headers.get('Idempotency-Key'))
    expect(first).toBe(second)
  })

  test('waits for the one who completes it at the same moment', async () => {
    const { outcome } = await completed([
      refusal(409, 'carts.completing', { headers: { 'Retry-After': '3' } }),
      placed(),
    ])
    expect(outcome).toEqual(order)
  })

  test('ends with the signal, and can be called again', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 3_000)
    const { outcome, shop, session } = await completed([processing(2), processing(2), placed()], {
      signal: controller.signal,
    })
    expect(outcome).toMatchObject({ name: 'AbortError' })
    expect(session.read()).toEqual({ cart: 'crt_1.sig' })
    expect(await shop.cart.complete()).toEqual(order)
  })

  test('throws what the shop refuses and keeps the cart', async () => {
    const { outcome, session } = await completed([refusal(402, 'payments.declined')])
    expect(outcome).toMatchObject({ code: 'payments.declined', status: 402 })
    expect(session.read()).toEqual({ cart: 'crt_1.sig' })
  })

  test('tells what the buyer has to do', async () => {
    const { outcome } = await completed([action()])
    expect(isProblem(outcome, 'client.actionRequired') && outcome.extra.nextAction.url).toBe('https://bank.example')
  })

  test('has the buyer do it once and goes on', async () => {
    const onAction = vi.fn(async () => undefined)
    const { outcome } = await completed([processing(), action(), action(), placed()], { onAction })
    expect(outcome).toEqual(order)
    expect(onAction).toHaveBeenCalledOnce()
  })

  test('does not hold up what is done meanwhile', async () => {
    const { shop, lines } = shopWith(made(), processing(20), json({ status: 'cancelled' }), placed())
    await shop.cart.add({ sku: 'A' })
    const outcome = shop.cart.complete()
    await vi.advanceTimersByTimeAsync(1_000)
    await shop.cart.cancelPayment()
    expect(lines().at(-1)).toBe('DELETE /store/carts/crt_1/payment')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await outcome).toEqual(order)
  })
})
