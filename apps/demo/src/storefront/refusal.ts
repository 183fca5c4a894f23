import { isProblem } from '@vitrine/sdk'
import type { Messages } from '../shared/messages/en.ts'

/** What the shop refused, in words for its buyer; undefined for what is nobody's fault but ours. */
export function refusal(error: unknown, { errors }: Messages): string | undefined {
  if (isProblem(error, 'inventory.insufficient'))
    return error.extra.available > 0 ? errors.insufficient(error.extra.available) : errors.soldOut
  if (isProblem(error, 'carts.notForSale')) return errors.notForSale
  if (isProblem(error, 'payments.declined')) return errors.declined
  if (isProblem(error, 'payments.amountChanged')) return errors.amountChanged
  if (isProblem(error) && error.status >= 400 && error.status < 500) return error.detail ?? error.title
  return undefined
}
