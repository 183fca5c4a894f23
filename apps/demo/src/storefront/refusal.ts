import { isProblem } from '@vitrine/sdk'
import type { Messages } from '../shared/messages/en.ts'

/** Why the shop refused, short enough for an address: `soldOut`, or `left.3`. Undefined for what is nobody's fault but ours. */
export function refusalCode(error: unknown): string | undefined {
  if (isProblem(error, 'inventory.insufficient'))
    return error.extra.available > 0 ? `left.${error.extra.available}` : 'soldOut'
  if (isProblem(error, 'carts.notForSale', 'browse.productNotFound', 'client.invalid')) return 'notForSale'
  if (isProblem(error, 'payments.declined')) return 'declined'
  if (isProblem(error, 'payments.amountChanged')) return 'amountChanged'
  if (isProblem(error, 'carts.quantityOutOfRange')) return 'quantity'
  if (isProblem(error, 'request.invalid') && error.errors?.some(({ path }) => path.endsWith('quantity')))
    return 'quantity'
  return isProblem(error) && error.status >= 400 && error.status < 500 ? 'failed' : undefined
}

const KNOWN = ['soldOut', 'notForSale', 'notMade', 'declined', 'amountChanged', 'quantity'] as const

/** The words for a code; an address can bring any text, which is then none of ours. */
export function refusalWords(code: string, { errors }: Messages): string {
  const [, left] = /^left\.(\d{1,6})$/.exec(code) ?? []
  if (left !== undefined) return errors.insufficient(Number(left))
  const known = KNOWN.find((each) => each === code)
  return known === undefined ? errors.failed : errors[known]
}

/** What the shop refused, in words for its buyer. */
export function refusal(error: unknown, t: Messages): string | undefined {
  const code = refusalCode(error)
  return code === undefined ? undefined : refusalWords(code, t)
}
