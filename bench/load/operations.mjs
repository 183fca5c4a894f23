import { expectJson, WrongAnswer } from './client.mjs'

/**
 * The five operations as a buyer's browser asks for them; the same requests for every program. Each throws when the answer is not
 * what a shop with this catalogue has to say, so that nothing wrong is ever counted.
 * @typedef {(client: import('./client.mjs').Client, draws: import('./draws.mjs').Draws) => Promise<void>} Operation
 * @typedef {'list' | 'product' | 'search' | 'cart' | 'checkout'} OperationName
 */

/** @type {OperationName[]} */
export const operationNames = ['list', 'product', 'search', 'cart', 'checkout']

/** @param {string} name */
export const isRead = (name) => name === 'list' || name === 'product' || name === 'search'

const shipping = 595

const address = {
  firstName: 'Ada',
  lastName: 'Example',
  line1: 'Honingraatkade 21',
  city: 'Utrecht',
  postalCode: '3500 AA',
  country: 'NL',
}

/**
 * @param {import('./client.mjs').Answer} answer
 * @param {string} part that the answer must hold
 */
function expectText(answer, part) {
  if (answer.status !== 200 || !answer.text.includes(part)) throw new WrongAnswer(answer)
}

/**
 * @param {import('./client.mjs').Client} ask
 * @param {{ sku: string, amount: number, quantity: number }} line
 */
async function newCart(ask, { sku, amount, quantity }) {
  const body = { lines: [{ sku, quantity }] }
  const cart = expectJson(await ask({ method: 'POST', path: '/store/carts', body }), 201)
  expectTotal(cart.totals.total, amount * quantity)
  return { id: cart.id, token: cart.token, total: amount * quantity }
}

/**
 * @param {{ amount: number, currency: string }} total
 * @param {number} expected
 */
function expectTotal({ amount, currency }, expected) {
  if (amount !== expected || currency !== 'EUR')
    throw new Error(`the total is ${amount} ${currency} instead of ${expected} EUR`)
}

/**
 * Buys one line with five requests, and answers the order.
 * @param {import('./client.mjs').Client} ask
 * @param {{ sku: string, amount: number, quantity: number }} line
 */
export async function buy(ask, line) {
  const { id, token, total } = await newCart(ask, line)
  const path = `/store/carts/${id}`
  const contact = { email: 'ada@example.com', shippingAddress: address }
  expectJson(await ask({ method: 'PATCH', path, token, body: contact }), 200)
  const sent = expectJson(await ask({ method: 'PUT', path: `${path}/delivery`, token, body: { code: 'parcel' } }), 200)
  expectTotal(sent.totals.total, total + shipping)
  const payment = await ask({ method: 'POST', path: `${path}/payment`, token, body: { provider: 'manual' } })
  expectTotal(expectJson(payment, 201).amount, total + shipping)
  const placed = expectJson(await ask({ method: 'POST', path: `${path}/complete`, token, body: {} }), 200)
  if (placed.status !== 'placed') throw new Error(`the order is ${placed.status}`)
  expectTotal(placed.order.totals.total, total + shipping)
  return placed.order
}

/**
 * @param {{ cursors: (string | null)[] }} shop cursors of the pages of the list; the first has none
 * @returns {Record<OperationName, Operation>}
 */
export function operationsOf({ cursors }) {
  return {
    async list(ask, draws) {
      const cursor = cursors[draws.page() % cursors.length]
      const tail = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
      expectText(await ask({ path: `/store/products?limit=20${tail}` }), '{"items":[{"id":')
    },
    async product(ask, draws) {
      const { handle } = draws.product()
      expectText(await ask({ path: `/store/products/${handle}` }), `"handle":"${handle}"`)
    },
    async search(ask, draws) {
      const words = draws.words()
      expectText(await ask({ path: `/store/products?limit=20&q=${encodeURIComponent(words)}` }), '{"items":[{"id":')
    },
    async cart(ask, draws) {
      await newCart(ask, draws.line())
    },
    async checkout(ask, draws) {
      await buy(ask, draws.line())
    },
  }
}
