import { randomUUID } from 'node:crypto'
import { cartView, orderView } from './views.mjs'

const variantToSell =
  'select v.id, v.sku, v.title as variant, v.options, v.price, v.stock, p.title, p.handle from variants v join products p on p.id = v.product_id where v.sku = ?'
const insertCart = 'insert into carts (id, created_at) values (?, ?)'
const insertLine = 'insert into cart_lines (cart_id, variant_id, quantity, unit_price) values (?, ?, ?, ?)'
const setContact =
  "update carts set email = ?, address = ? where id = ? and status = 'open' returning id, status, email, address, method, shipping, created_at"
const setDelivery =
  "update carts set method = m.code, shipping = m.price from shipping_methods m where m.code = ? and carts.id = ? and status = 'open' returning id, status, email, address, method, shipping, created_at"
const linesOfCart =
  'select l.variant_id as id, l.quantity, l.unit_price as price, v.sku, v.title as variant, v.options, v.stock, p.title, p.handle from cart_lines l join variants v on v.id = l.variant_id join products p on p.id = v.product_id where l.cart_id = ?'
const pay =
  "insert into payments (id, cart_id, provider, status, amount) select ?, c.id, ?, 'authorized', c.shipping + sum(l.quantity * l.unit_price) from carts c join cart_lines l on l.cart_id = c.id where c.id = ? and c.status = 'open' group by c.id returning *"
const cartToPlace =
  "select c.*, m.name as method_name, p.id as payment, p.amount, l.variant_id, l.quantity, l.unit_price, v.sku, v.title as variant, v.options, t.title, t.handle from carts c join shipping_methods m on m.code = c.method join payments p on p.cart_id = c.id and p.status = 'authorized' join cart_lines l on l.cart_id = c.id join variants v on v.id = l.variant_id join products t on t.id = v.product_id where c.id = ? and c.status = 'open'"
const takeStock = 'update variants set stock = stock - ? where id = ?'
const insertOrder =
  'insert into orders (cart_id, token, email, address, method, shipping, total, payment_id, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id'
const insertOrderLine =
  'insert into order_lines (order_id, variant_id, title, sku, quantity, unit_price) values ((select id from orders where cart_id = ?), ?, ?, ?, ?, ?)'
const closeCart = "update carts set status = 'completed' where id = ?"

const refusal = { code: 'refused' }

/**
 * Cart, address, delivery, payment, order: five requests, thirteen statements.
 * @param {import('hono').Hono} app
 * @param {import('../drivers/driver.mjs').Driver} db
 */
export function mountCarts(app, db) {
  app.post('/store/carts', async (c) => {
    const [{ sku, quantity }] = (await c.req.json()).lines
    const [row] = await db.all(variantToSell, [sku])
    if (row === undefined || row.stock < quantity) return c.json({ code: 'insufficient' }, 409)
    const cart = { id: randomUUID(), status: 'open', shipping: 0, created_at: Date.now() }
    await db.batch([
      { sql: insertCart, args: [cart.id, cart.created_at] },
      { sql: insertLine, args: [cart.id, row.id, quantity, row.price] },
    ])
    return c.json(cartView(cart, [{ ...lineOf(row), quantity }]), 201)
  })
  app.patch('/store/carts/:id', async (c) => {
    const { email, shippingAddress } = await c.req.json()
    const [cart] = await db.all(setContact, [email, JSON.stringify(shippingAddress), c.req.param('id')])
    return cart === undefined ? c.json(refusal, 409) : c.json(cartView(cart, await db.all(linesOfCart, [cart.id])))
  })
  app.put('/store/carts/:id/delivery', async (c) => {
    const { code } = await c.req.json()
    const [cart] = await db.all(setDelivery, [code, c.req.param('id')])
    return cart === undefined ? c.json(refusal, 409) : c.json(cartView(cart, await db.all(linesOfCart, [cart.id])))
  })
  app.post('/store/carts/:id/payment', async (c) => {
    const { provider } = await c.req.json()
    const [payment] = await db.all(pay, [randomUUID(), provider, c.req.param('id')])
    if (payment === undefined) return c.json(refusal, 409)
    const { id, status, amount } = payment
    return c.json({ id, provider, status, amount: { amount, currency: 'EUR' } }, 201)
  })
  app.post('/store/carts/:id/complete', async (c) => {
    const lines = await db.all(cartToPlace, [c.req.param('id')])
    return lines.length === 0 ? c.json(refusal, 409) : c.json({ status: 'placed', order: await place(db, lines) })
  })
}

/** @param {import('../drivers/driver.mjs').Row} row */
function lineOf({ id, sku, variant, options, price, title, handle }) {
  return { id, sku, variant, options, price, title, handle }
}

/**
 * The order and its stock in one transaction: a level below nothing fails the check and undoes it all.
 * @param {import('../drivers/driver.mjs').Driver} db
 * @param {import('../drivers/driver.mjs').Row[]} lines
 */
async function place(db, lines) {
  const cart = /** @type {import('../drivers/driver.mjs').Row} */ (lines[0])
  const { id, email, address, method, shipping, amount, payment } = cart
  const order = { token: randomUUID(), createdAt: Date.now() }
  const total = shipping + lines.reduce((sum, line) => sum + line.quantity * line.unit_price, 0)
  const [[inserted] = []] = await db.batch([
    {
      sql: insertOrder,
      args: [id, order.token, email, address, method, shipping, total, payment, order.createdAt],
    },
    ...lines.flatMap(({ variant_id, quantity, title, sku, unit_price }) => [
      { sql: takeStock, args: [quantity, variant_id] },
      { sql: insertOrderLine, args: [id, variant_id, title, sku, quantity, unit_price] },
    ]),
    { sql: closeCart, args: [id] },
  ])
  if (total !== amount) throw new Error('the payment is not of the total')
  return orderView({ id: inserted?.id, ...order, cart, lines, total })
}
