import type { FieldError } from '../kernel/index.ts'
import type { QuotedCart } from './quote.ts'
import { requiresShipping } from './view.ts'

/** Ways that bring the goods to a place that the buyer names. */
const TO_AN_ADDRESS = new Set(['shipping', 'local', 'pickup_point'])

/** What a cart still needs before it can be ordered, by its fields; empty when it is ready. */
export function missingFrom(quoted: QuotedCart): FieldError[] {
  const { cart, lines } = quoted
  const needsAddress = cart.delivery === null ? requiresShipping(quoted) : TO_AN_ADDRESS.has(cart.delivery.type)
  return [
    ...(lines.length === 0 ? [required('lines', 'put something into the cart')] : []),
    ...lines
      .filter(({ isForSale }) => !isForSale)
      .map(({ row }) => ({ path: `lines.${row.id}`, code: 'notForSale', message: 'is no longer sold here' })),
    ...(cart.email === null ? [required('email', 'give an e-mail address')] : []),
    ...(needsAddress && cart.shippingAddress === null ? [required('shippingAddress', 'give an address')] : []),
    ...(requiresShipping(quoted) && cart.delivery === null ? [required('delivery', 'choose a delivery')] : []),
  ]
}

function required(path: string, message: string): FieldError {
  return { path, code: 'required', message }
}
