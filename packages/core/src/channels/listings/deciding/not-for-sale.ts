import type { AnyChannel } from '../../channel.ts'
import type { ProductOnChannel } from '../../items.ts'
import type { ListingCause } from '../../model.ts'
import { causeOf } from '../issues.ts'

interface Reason {
  readonly message: string
  readonly field: string
  readonly hint: string
}

const REASONS = {
  not_published: {
    message: 'the sales channel of the connection does not sell it now',
    field: 'product.publications',
    hint: 'Publish it on that sales channel.',
  },
  draft: { message: 'the product is a draft', field: 'product.status', hint: 'Make the product active.' },
  archived: { message: 'the product is archived', field: 'product.status', hint: 'Make the product active again.' },
  variant_archived: {
    message: 'the variant is archived',
    field: 'variant.status',
    hint: 'Make the variant active again.',
  },
  deleted: { message: 'the product is no more', field: 'product', hint: 'Take it off the channel.' },
} as const satisfies Readonly<Record<string, Reason>>

/** Why an item is not for sale on a connection, as merchants put it right. */
export function notForSale(channel: AnyChannel, found: ProductOnChannel | undefined): ListingCause {
  if (found === undefined) return because(channel.listings?.isPublishedOnly === true ? 'not_published' : 'deleted')
  const { status } = found.goods
  return because(status === 'active' ? 'variant_archived' : status)
}

function because(code: keyof typeof REASONS): ListingCause {
  const { message, field, hint } = REASONS[code]
  const issue = { severity: 'error' as const, code, message, theirField: null, field, hint }
  return causeOf('not_for_sale', `it is not for sale: ${message}`, [issue])
}
