/** @typedef {import('../drivers/driver.mjs').Row} Row */

const money = (/** @type {number} */ amount) => ({ amount, currency: 'EUR' })
const optional = (/** @type {string | null | undefined} */ json) => (json ? JSON.parse(json) : null)

/**
 * @param {Row} cart
 * @param {Row[]} lines
 */
export function cartView(cart, lines) {
  const subtotal = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  return {
    id: cart.id,
    token: cart.id,
    status: cart.status,
    currency: 'EUR',
    email: cart.email ?? null,
    shippingAddress: optional(cart.address),
    lines: lines.map(lineView),
    delivery: cart.method ? { code: cart.method, price: money(cart.shipping) } : null,
    totals: {
      subtotal: money(subtotal),
      delivery: money(cart.shipping),
      tax: money(0),
      total: money(subtotal + cart.shipping),
    },
    createdAt: new Date(cart.created_at).toISOString(),
  }
}

/** @param {Row} line */
function lineView({ id, sku, title, variant, options, handle, quantity, price }) {
  return {
    variantId: id,
    sku,
    title,
    handle,
    variantTitle: variant,
    options: JSON.parse(options),
    quantity,
    unitPrice: money(price),
    total: money(quantity * price),
  }
}

/** @param {{ id: number, token: string, createdAt: number, cart: Row, lines: Row[], total: number }} placed */
export function orderView({ id, token, createdAt, cart, lines, total }) {
  return {
    id,
    number: `R-${10_000 + id}`,
    token,
    status: 'open',
    paymentStatus: 'authorized',
    fulfillmentStatus: 'unfulfilled',
    email: cart.email,
    currency: 'EUR',
    shippingAddress: JSON.parse(cart.address),
    delivery: { code: cart.method, name: cart.method_name, amount: money(cart.shipping) },
    lines: lines.map((line) => lineView({ ...line, id: line.variant_id, price: line.unit_price })),
    totals: {
      lines: money(total - cart.shipping),
      shipping: money(cart.shipping),
      tax: money(0),
      total: money(total),
    },
    placedAt: new Date(createdAt).toISOString(),
  }
}
