import { asc, eq } from 'drizzle-orm'
import { type App, type KeptValue, keepById, keptById, param, query, rowBy } from '../kernel/index.ts'
import { problems } from './problems.ts'
import { cartLines, carts } from './schema.ts'

export type CartRow = typeof carts.$inferSelect
export type CartLineRow = typeof cartLines.$inferSelect

/** A cart as it stands in the database. */
export interface CartSnapshot {
  readonly cart: CartRow
  /** In the order in which they were put in. */
  readonly lines: readonly CartLineRow[]
}

const KEPT = 'cart'
const rowById = rowBy(carts, 'id')

const linesOfCart = query((q) =>
  q
    .select()
    .from(cartLines)
    .where(eq(cartLines.cartId, param('cartId')))
    .orderBy(asc(cartLines.id)),
)

/** The row of a cart, also of one that has expired; undefined when there is none. */
export async function cartById(ctx: Pick<App, 'db'>, id: string): Promise<CartRow | undefined> {
  return ctx.db.get(rowById, { id })
}

export interface Looking {
  /** Not as it was kept: that proved old. */
  readonly anew?: boolean
}

type Keeping = Pick<App, 'db' | 'now' | 'extensions'>

/** What a command touches that changes this cart or its lines. */
export function cartTopic(id: string): string {
  return `cart:${id}`
}

/** Any cart: those that are touched are not known one by one. */
export const ANY_CART = 'carts'

/**
 * The cart with its lines; each step of a checkout finds it as the step before left it. Whoever changes it is guarded by its version.
 * Throws `carts.notFound` when there is none or its time is over.
 */
export async function readCart(ctx: Keeping, id: string, { anew }: Looking = {}): Promise<CartSnapshot> {
  const found = await keptById<CartSnapshot>(ctx, {
    ids: [id],
    prefix: KEPT,
    kind: 'recent',
    anew,
    load: () => loadCart(ctx, id),
  })
  const snapshot = found.get(id)
  if (snapshot === undefined || isOver(snapshot.cart, ctx.now())) throw problems.notFound()
  return snapshot
}

/** Keeps a cart as it was just written and committed. */
export function keepCart(ctx: Keeping, snapshot: CartSnapshot): void {
  keepById(ctx, { prefix: KEPT, id: snapshot.cart.id, made: keptValue(snapshot) })
}

/** The cart is read first: its version guards what is planned, and lines that are older than it would go unnoticed. */
async function loadCart(ctx: Pick<App, 'db'>, id: string): Promise<Map<string, KeptValue<CartSnapshot>>> {
  const cart = await ctx.db.get(rowById, { id })
  const lines = await ctx.db.all(linesOfCart, { cartId: id })
  return new Map(cart === undefined ? [] : [[id, keptValue({ cart, lines })]])
}

function keptValue(value: CartSnapshot): KeptValue<CartSnapshot> {
  const { cart, lines } = value
  return { value, topics: [cartTopic(cart.id), ANY_CART], bytes: 2_000 + 400 * lines.length }
}

function isOver({ status, expiresAt }: CartRow, now: number): boolean {
  return status === 'open' && expiresAt <= now
}

/** Refuses a cart that cannot be changed any more, or not now. */
export function requireOpen({ status, orderId }: CartRow): void {
  if (status === 'completed') throw problems.closed({ extra: { orderId } })
  if (status === 'completing') throw problems.completing({ headers: { 'Retry-After': '5' } })
}
