import { type Context, DAY, deleteFrom, insertInto, type Statement, update } from '../kernel/index.ts'
import { cartLines, carts } from './schema.ts'
import { type CartLineRow, type CartRow, type CartSnapshot, cartTopic } from './snapshot.ts'

/** How long an untouched cart is kept, at most; a day less when it was renewed on the day of its last change. */
export const CART_LIFE = 30 * DAY

const insertCart = insertInto(carts)
const updateCart = update(carts)
const insertLine = insertInto(cartLines)
const updateLine = update(cartLines)
const deleteLine = deleteFrom(cartLines)

const stale = { changes: 1, refuse: () => 'stale' as const }

/** The row after a change: one version on, and its time begins anew, once a day. */
export function touched({ now }: Pick<Context, 'now'>, cart: CartRow): CartRow {
  const fresh = now() + CART_LIFE
  const expiresAt = fresh - cart.expiresAt < DAY ? cart.expiresAt : fresh
  return { ...cart, version: cart.version + 1, updatedAt: now(), expiresAt }
}

/** A new cart with its lines. */
export function writeNewCart({ cart, lines }: CartSnapshot): Statement[] {
  return [insertCart(cart), ...lines.map((line) => insertLine(line))]
}

/** Only what differs, guarded by the version that was read. */
export function writeChanges(before: CartSnapshot, after: CartSnapshot): Statement[] {
  const { id, version } = before.cart
  return [
    updateCart({ id, version }, difference(before.cart, after.cart), { ...stale, touches: cartTopic(id) }),
    ...writeLines(before.lines, after.lines),
  ]
}

function writeLines(before: readonly CartLineRow[], after: readonly CartLineRow[]): Statement[] {
  if (before === after) return []
  const known = new Map(before.map((line) => [line.id, line]))
  const kept = new Set(after.map(({ id }) => id))
  const gone = before.filter(({ id }) => !kept.has(id))
  return [
    ...gone.map(({ cartId, id }) => deleteLine({ cartId, id }, stale)),
    ...after.flatMap((line) => writeLine(known.get(line.id), line)),
  ]
}

function writeLine(before: CartLineRow | undefined, after: CartLineRow): Statement[] {
  if (before === after) return []
  if (before === undefined) return [insertLine(after)]
  const { cartId, id } = before
  const changed = difference(before, after)
  return Object.keys(changed).length === 0 ? [] : [updateLine({ cartId, id }, changed, stale)]
}

/** The columns whose values differ; JSON columns count as different when they are another object. */
function difference<Row extends object>(before: Row, after: Row): Partial<Row> {
  const keys = Object.keys(after) as (keyof Row)[]
  return Object.fromEntries(
    keys.filter((key) => before[key] !== after[key]).map((key) => [key, after[key]]),
  ) as Partial<Row>
}
