import { type Context, type Http, hmac, isId, safeEqual } from '../kernel/index.ts'
import { problems } from './problems.ts'
import { findOrder, type OrderRow } from './reads.ts'

const HEADER = 'Vitrine-Order'

/** What opens an order without signing in. It follows from the id and the secret of the shop, so nothing about it is stored. */
export function orderToken({ settings }: Pick<Context, 'settings'>, id: string): string {
  return hmac(settings.secret, `order/${id}`)
}

interface Asked {
  readonly id: string
  readonly token: string | undefined
  readonly http: Pick<Http, 'header'>
}

/**
 * The order, for who holds its token, for its signed-in customer, and for work that the shop itself does. Throws `orders.notFound` for
 * everybody else, as for an order that does not exist, so that nothing can be found out by trying.
 */
export async function requireOrderOfBuyer(ctx: Context, { id, token, http }: Asked): Promise<OrderRow> {
  if (!isId('ord', id)) throw problems.notFound()
  const given = token ?? http.header(HEADER) ?? ''
  const isHolder = given !== '' && given.length <= 200 && safeEqual(given, orderToken(ctx, id))
  const order = await findOrder(ctx, id)
  if (order !== undefined && (isHolder || isOwner(ctx, order))) return order
  throw problems.notFound()
}

function isOwner({ actor }: Context, { customerId }: OrderRow): boolean {
  if (actor.kind === 'system') return true
  return actor.kind === 'customer' && actor.id !== null && actor.id === customerId
}
