import type { Acknowledgement, PriceEntry, StockEntry } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { sendPatches } from '../feeds/listings-feed.ts'
import { eachOf } from './each.ts'
import { availability, purchasableOffer } from './offer.ts'
import { patchOf } from './patches.ts'
import { type Patched, patch } from './publish.ts'
import type { Shape } from './shape.ts'

/** From so many on they go as one feed: single calls, at five a second, would wait longer than calls may. */
const BULK = 40

/** What goes in one push. */
export const MOST_VALUES = 1000

/** Replaces what is there, by place. */
export function pushStock(api: AmazonApi, entries: readonly StockEntry<Shape>[]) {
  return send(
    api,
    entries.map((entry) => ({
      ...entry,
      patches: [patchOf('replace', 'fulfillment_availability', availability(entry, api.settings))],
    })),
  )
}

/** Merges, so that business prices and lowest prices that were set in Seller Central stay. */
export async function pushPrices(
  api: AmazonApi,
  entries: readonly PriceEntry<Shape>[],
): Promise<readonly Acknowledgement[]> {
  const { currency } = api.marketplace
  const foreign = entries.filter((entry) => entry.currency !== currency)
  const own = entries.filter((entry) => entry.currency === currency)
  const sent = await send(
    api,
    own.map((entry) => {
      const offer = purchasableOffer({ amount: entry.price, currency }, api.marketplace)
      return { ...entry, patches: [patchOf('merge', 'purchasable_offer', offer)] }
    }),
  )
  return [...sent, ...foreign.map((entry) => wrongCurrency(entry, currency))]
}

function send(api: AmazonApi, entries: readonly (Patched & { readonly externalId: string | null })[]) {
  return entries.length < BULK ? eachOf(entries, (entry) => patch(api, entry)) : sendPatches(api, entries)
}

function wrongCurrency({ key, currency: given }: PriceEntry<Shape>, currency: string): Acknowledgement {
  const message = `The price is in ${given}; this marketplace sells in ${currency}.`
  return {
    key,
    outcome: 'rejected',
    issues: [{ severity: 'error', code: 'price', message, field: 'purchasable_offer' }],
  }
}
