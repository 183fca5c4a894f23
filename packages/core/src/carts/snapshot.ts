import { asc, eq } from 'drizzle-orm'
import { type App, param, query, rowBy } from '../kernel/index.ts'
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

/**
 * The cart with its lines. Throws `carts.notFound` when there is none or its time is over. The cart is read first: its version guards what
 * is planned, and lines that are older than it would go unnoticed.
 */
export async function readCart(ctx: Pick<App, 'db' | 'now'>, id: string): Promise<CartSnapshot> {
  const cart = await ctx.db.get(rowById, { id })
  const lines = await ctx.db.all(linesOfCart, { cartId: id })
  if (cart === undefined || (cart.status === 'open' && cart.expiresAt <= ctx.now())) throw problems.notFound()
  return { cart, lines }
}

/** Refuses a cart that cannot be changed any more, or not now. */
export function requireOpen({ status, orderId }: CartRow): void {
  if (status === 'completed') throw problems.closed({ extra: { orderId } })
  if (status === 'completing') throw problems.completing({ headers: { 'Retry-After': '5' } })
}
