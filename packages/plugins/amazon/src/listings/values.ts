import { type Acknowledgement, failureOf, type PriceEntry, type StockEntry } from '@vitrine/core'
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

type Change = Patched & { readonly externalId: string | null }

/**
 * Many go as a feed. Amazon takes one in two minutes, and fifteen after a pause; when that is used up, the first go one by one, and the rest
 * are tried again: waiting for the next feed would hold up everything else of the connection.
 */
async function send(api: AmazonApi, entries: readonly Change[]): Promise<readonly Acknowledgement[]> {
  if (entries.length < BULK) return one(api, entries)
  try {
    return await sendPatches(api, entries)
  } catch (thrown) {
    const { kind, message } = failureOf(thrown)
    if (kind !== 'throttled') throw thrown
    const rest = entries.slice(BULK).map(({ key }) => ({ key, outcome: 'again', message }) as const)
    return [...(await one(api, entries.slice(0, BULK))), ...rest]
  }
}

const one = (api: AmazonApi, entries: readonly Change[]) => eachOf(entries, (entry) => patch(api, entry))

function wrongCurrency({ key, currency: given }: PriceEntry<Shape>, currency: string): Acknowledgement {
  const message = `The price is in ${given}; this marketplace sells in ${currency}.`
  return {
    key,
    outcome: 'rejected',
    issues: [{ severity: 'error', code: 'price', message, field: 'purchasable_offer' }],
  }
}
