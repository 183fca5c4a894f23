import type { FieldError } from '../kernel/index.ts'
import type { QuotedCart } from './quote.ts'
import { requiresShipping } from './view.ts'

/** Ways that bring the goods to a place that the buyer names. */
const TO_AN_ADDRESS = new Set(['shipping', 'local', 'pickup_point'])

/** What a cart still needs before it can be ordered, by its fields; empty when it is ready. */
export function missingFrom(quoted: QuotedCart): FieldError[] {
  const { cart, lines } = quoted
  const { delivery } = cart
  const ways = delivery === null ? [] : [delivery, ...(delivery.parts ?? [])]
  const needsAddress = delivery === null ? requiresShipping(quoted) : ways.some(({ type }) => TO_AN_ADDRESS.has(type))
  return [
    ...(lines.length === 0 ? [required('lines', 'put something into the cart')] : []),
    ...lines
      .filter(({ isForSale }) => !isForSale)
      .map(({ row }) => ({ path: `lines.${row.id}`, code: 'notForSale', message: 'is no longer sold here' })),
    ...(cart.email === null ? [required('email', 'give an e-mail address')] : []),
    ...(needsAddress && cart.shippingAddress === null ? [required('shippingAddress', 'give an address')] : []),
    ...(requiresShipping(quoted) && delivery === null ? [required('delivery', 'choose a delivery')] : []),
  ]
}

function required(path: string, message: string): FieldError {
  return { path, code: 'required', message }
}
