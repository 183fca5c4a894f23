import type { Place, StoreContext } from '../markets/index.ts'
import type { OrderRow } from './reads.ts'

/** Where its tax is paid: at the buyer's address, and while that is not known where the market is. */
export function placeOfOrder(
  { market }: StoreContext,
  { shippingAddress, billingAddress }: Pick<OrderRow, 'shippingAddress' | 'billingAddress'>,
): Place {
  const address = shippingAddress ?? billingAddress
  return { country: address?.country ?? market.countries[0] ?? '', region: address?.region }
}
