import type { Context, Statement } from '../kernel/index.ts'
import type { Purchase } from './model.ts'
import { type Placed, placeOrder } from './place.ts'

/** An order that an outside channel has sold already. */
export interface ForeignSale {
  /** Its origin is a channel; prices and taxes are the channel's. */
  readonly purchase: Purchase & { readonly origin: { readonly source: 'channel' } }
  /** The channel has the buyer's money. */
  readonly isPaid: boolean
  /** What else becomes true with it; line ids by the keys of the purchase. */
  readonly also: (order: {
    readonly id: string
    readonly commandId: string
    readonly lineIds: ReadonlyMap<string, string>
  }) => readonly Statement[]
}

/**
 * Takes an order of a channel into the book, as it was sold: once for its origin, however often it is told. What cannot be covered is not
 * refused, since it is sold: it becomes a debt with a task for people, and never a negative number.
 */
export function placeForeignOrder(
  ctx: Context,
  origin: Purchase['origin'] & { readonly source: 'channel' },
  read: () => Promise<ForeignSale>,
): Promise<Placed> {
  return placeOrder(ctx, origin, async () => {
    const { purchase, isPaid, also } = await read()
    const { total } = purchase.totals
    return { purchase, money: { authorized: total, captured: isPaid ? total : 0 }, also, missing: 'owe' }
  })
}
