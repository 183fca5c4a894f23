import { issueOf } from '../listings/answers.ts'
import type { Listing } from './world.ts'

/** What an item is offered for; undefined before there was a price. */
export function priceOf({ attributes }: Listing): { readonly amount: number; readonly currency: string } | undefined {
  const [offer] = attributes.purchasable_offer ?? []
  const schedule = offer?.our_price as readonly { readonly schedule: readonly { readonly value_with_tax: number }[] }[]
  const amount = schedule?.[0]?.schedule[0]?.value_with_tax
  return amount === undefined ? undefined : { amount, currency: String(offer?.currency) }
}

export function quantityOf({ attributes }: Listing): number {
  return (attributes.fulfillment_availability ?? []).reduce((sum, { quantity }) => sum + Number(quantity ?? 0), 0)
}

/** The SKU of the parent of a child. */
export const parentIn = ({ child_parent_sku_relationship: said }: Listing['attributes']) =>
  said?.[0]?.parent_sku as string | undefined

const isStopped = ({ issues }: Listing) => issues.some((one) => issueOf(one).severity === 'error')

/** `BUYABLE` with price and goods, `DISCOVERABLE` when buyers find it. */
export function statusOf(listing: Listing): string[] {
  if (!listing.isJudged || isStopped(listing)) return []
  const isOffered = priceOf(listing) !== undefined && quantityOf(listing) > 0
  return isOffered ? ['BUYABLE', 'DISCOVERABLE'] : ['DISCOVERABLE']
}
