import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'
import type { AmazonApi } from './api.ts'

const Participations = v.object({
  payload: v.optional(
    v.array(
      v.object({
        marketplace: v.object({ id: v.string(), name: v.string() }),
        participation: v.object({ isParticipating: v.boolean(), hasSuspendedListings: v.boolean() }),
        storeName: v.optional(v.string()),
      }),
    ),
    [],
  ),
})

/** Asks whose account it is and whether it sells on the chosen marketplace (`getMarketplaceParticipations`). */
export async function testSeller(api: AmazonApi): Promise<{ readonly account: string }> {
  const { body } = await api.seller.get('/sellers/v1/marketplaceParticipations', {
    output: Participations,
    bucket: 'getMarketplaceParticipations',
  })
  const here = body.payload.find(({ marketplace }) => marketplace.id === api.marketplace.id)
  if (here === undefined || !here.participation.isParticipating)
    throw channelFailure({
      kind: 'refused',
      code: 'not-participating',
      message: `The account does not sell on ${api.marketplace.site}.`,
    })
  if (here.participation.hasSuspendedListings)
    throw channelFailure({
      kind: 'refused',
      code: 'suspended',
      message: `The account's listings on ${api.marketplace.site} are inactive.`,
    })
  return { account: `${here.storeName ?? api.settings.sellerId} on ${here.marketplace.name}` }
}
