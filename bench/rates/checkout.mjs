export const address = {
  firstName: 'Ada',
  lastName: 'Example',
  line1: 'Honingraatkade 21',
  city: 'Utrecht',
  postalCode: '3500 AA',
  country: 'NL',
}

/**
 * @typedef {{ status: number, headers: Readonly<Record<string, string>>, body: any }} Answer
 * @typedef {(method: string, path: string, options: { token?: string, body: unknown }) => Promise<Answer>} Ask
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} method
 * @property {string} path below the cart
 * @property {unknown} body
 */

/** @type {readonly Step[]} what follows the first request of a checkout, which makes the cart */
const steps = [
  { name: 'contact', method: 'PATCH', path: '', body: { shippingAddress: address } },
  { name: 'delivery', method: 'PUT', path: '/delivery', body: { code: 'parcel' } },
  { name: 'payment', method: 'POST', path: '/payment', body: { provider: 'manual' } },
  { name: 'complete', method: 'POST', path: '/complete', body: {} },
]

/**
 * A checkout in five requests, up to and including `last`. Ends early with the answer that was no success.
 * @param {Ask} ask
 * @param {{ sku: string, last?: 'payment' | 'complete' }} options
 */
export async function checkout(ask, { sku, last = 'complete' }) {
  const made = await ask('POST', '/store/carts', {
    body: { lines: [{ sku, quantity: 1 }], email: 'ada@example.com' },
  })
  if (made.status !== 201) return { answer: made }
  const cart = { id: String(made.body.id), token: String(made.body.token) }
  let answer = made
  for (const { name, method, path, body } of steps) {
    answer = await ask(method, `/store/carts/${cart.id}${path}`, { token: cart.token, body })
    if (answer.status >= 300 || name === last) break
  }
  return { answer, cart }
}

/**
 * @param {Ask} ask
 * @param {{ id: string, token: string }} cart
 */
export const complete = (ask, { id, token }) => ask('POST', `/store/carts/${id}/complete`, { token, body: {} })
