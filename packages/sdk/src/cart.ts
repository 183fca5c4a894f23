import { type CompleteOptions, complete } from './complete.ts'
import type { BodyOf, Call, OutputOf } from './contract.ts'
import { type DeliveryChoice, delivery } from './delivery.ts'
import type { Kept } from './kept.ts'
import type { Order } from './orders.ts'
import { guard, ShopProblem } from './problem.ts'
import type { CallOptions } from './send.ts'

export type CartView = OutputOf<'GET /carts/:id'>
export type CartLine = CartView['lines'][number]
export type LineInput = BodyOf<'POST /carts/:id/lines'>
export type Contact = Pick<BodyOf<'PATCH /carts/:id'>, 'email' | 'shippingAddress' | 'billingAddress' | 'note'>
export type CartPlace = Pick<BodyOf<'PATCH /carts/:id'>, 'market' | 'currency' | 'language'>
export type DeliveryOption = OutputOf<'GET /carts/:id/delivery-options'>['items'][number]
export type PaymentChoice = BodyOf<'POST /carts/:id/payment'>
export type Payment = OutputOf<'POST /carts/:id/payment'>

/** The buyer's cart. It is made when something is put into it, and the session remembers it. */
export interface Cart {
  /** Null when there is none, or no longer. */
  get(options?: CallOptions): Promise<CartView | null>
  /** Makes the cart when there is none, or when the last one has become an order. */
  add(lines: LineInput | readonly LineInput[], options?: CallOptions): Promise<CartView>
  setQuantity(lineId: string, quantity: number, options?: CallOptions): Promise<CartView>
  remove(lineId: string, options?: CallOptions): Promise<CartView>
  /** What is left out stays, null removes. */
  setContact(contact: Contact, options?: CallOptions): Promise<CartView>
  /** Moves the cart to another market, currency or language; prices follow. */
  setPlace(place: CartPlace, options?: CallOptions): Promise<CartView>
  /** Ways in which the cart can reach the buyer, or some of its `lines`. */
  deliveryOptions(options?: CallOptions & { readonly lines?: readonly string[] }): Promise<DeliveryOption[]>
  /** Chooses a delivery by name, or the cheapest; the stock is held from here on. */
  setDelivery(choice: DeliveryChoice, options?: CallOptions): Promise<CartView>
  /** Chooses how to pay. Money moves when the cart is completed. */
  pay(choice: PaymentChoice, options?: CallOptions): Promise<Payment>
  payment(options?: CallOptions): Promise<Payment>
  cancelPayment(options?: CallOptions): Promise<Payment>
  /**
   * Buys. While the payment is not decided it asks again, until it is known or `signal` aborts; calling it anew goes on waiting,
   * and never buys twice. Throws what the shop refuses, such as `payments.declined`.
   */
  complete(options?: CompleteOptions): Promise<Order>
  /** Leaves the cart behind. */
  forget(): Promise<void>
}

/** The cart at hand: the input that names it, and options that open it. */
export interface Opened {
  readonly params: { readonly id: string }
  with(options?: CallOptions): CallOptions
}

export type WithCart = <T>(work: (cart: Opened) => Promise<T>) => Promise<T>

export function cartOf(call: Call, kept: Kept): Cart {
  const forget = () => kept.change({ cart: undefined })
  const withCart: WithCart = (work) => kept.inTurn(() => open(kept, work))
  const change = (body: BodyOf<'PATCH /carts/:id'>, options?: CallOptions) =>
    withCart((cart) => call('PATCH /carts/:id', { params: cart.params, body }, cart.with(options)))
  return {
    forget,
    get: async (options) => {
      if ((await kept.read()).cart === undefined) return null
      return withCart((cart) => call('GET /carts/:id', { params: cart.params }, cart.with(options))).catch(nullWhenGone)
    },
    add: (lines, options) => kept.inTurn(() => add(call, kept, { lines: [lines].flat() as LineInput[], options })),
    setQuantity: (lineId, quantity, options) =>
      withCart(({ params, with: opened }) =>
        call('PATCH /carts/:id/lines/:lineId', { params: { ...params, lineId }, body: { quantity } }, opened(options)),
      ),
    remove: (lineId, options) =>
      withCart(({ params, with: opened }) =>
        call('DELETE /carts/:id/lines/:lineId', { params: { ...params, lineId } }, opened(options)),
      ),
    setContact: change,
    setPlace: change,
    ...delivery(call, withCart),
    pay: (body, options) =>
      withCart((cart) => call('POST /carts/:id/payment', { params: cart.params, body }, cart.with(options))),
    payment: (options) =>
      withCart((cart) => call('GET /carts/:id/payment', { params: cart.params }, cart.with(options))),
    cancelPayment: (options) =>
      withCart((cart) => call('DELETE /carts/:id/payment', { params: cart.params }, cart.with(options))),
    complete: (options) => complete(call, kept, { ...options, withCart }),
  }
}

const gone = ['carts.notFound', 'client.noCart'] as const

function nullWhenGone(error: unknown): null {
  if (guard(error, ...gone)) return null
  throw error
}

async function open<T>(kept: Kept, work: (cart: Opened) => Promise<T>): Promise<T> {
  const { cart: token } = await kept.read()
  if (token === undefined)
    throw new ShopProblem({
      code: 'client.noCart',
      title: 'There is no cart yet',
      hint: 'Put something into it first.',
    })
  const cart: Opened = {
    params: { id: token.split('.', 1).join() },
    with: (options) => ({ ...options, headers: { ...options?.headers, 'Vitrine-Cart': token } }),
  }
  return work(cart).catch(async (error) => {
    if (guard(error, 'carts.notFound')) await kept.change({ cart: undefined })
    throw error
  })
}

interface Adding {
  readonly lines: readonly LineInput[]
  readonly options: CallOptions | undefined
}

async function add(call: Call, kept: Kept, { lines, options }: Adding): Promise<CartView> {
  if ((await kept.read()).cart === undefined) return create(call, kept, { lines, options })
  const [body, ...others] = lines
  const added = await open(kept, ({ params, with: opened }) =>
    body === undefined
      ? call('GET /carts/:id', { params }, opened(options))
      : call('POST /carts/:id/lines', { params, body }, opened(options)),
  ).catch(undefinedWhenOver)
  if (added === undefined) return create(call, kept, { lines, options })
  if (others.length === 0) return added
  const idempotencyKey = options?.idempotencyKey && `${options.idempotencyKey}+`
  return add(call, kept, { lines: others, options: { ...options, idempotencyKey } })
}

function undefinedWhenOver(error: unknown): undefined {
  if (!guard(error, ...gone, 'carts.closed')) throw error
}

async function create(call: Call, kept: Kept, { lines, options }: Adding): Promise<CartView> {
  const made = await call('POST /carts', { body: { lines: [...lines] } }, options)
  await kept.change({ cart: made.token })
  // It belongs to the session, not into pages and logs.
  Reflect.deleteProperty(made, 'token')
  return made
}
