import type { Acknowledgement, PriceEntry, StockAt, StockEntry } from '@vitrine/core'
import { amountOf } from '../amount.ts'
import type { Ebay } from '../api/connect.ts'
import { revise } from '../revisions.ts'
import type { Group, Shape } from '../shape.ts'
import { hasStores, shipAvailability } from './bodies.ts'
import { publishGroup, putGroup } from './groups.ts'
import { bySku, putItems } from './items.ts'
import { findOffer, putOffer } from './offers.ts'
import { refusedOf, settled } from './outcome.ts'
import { publishOffers } from './publish.ts'
import { BulkAnswer, type BulkEntry } from './wire.ts'

/** Stock of up to 25 SKUs in one call; with stores, the items are put again, since only an item tells what can be collected where. */
export function pushStock(api: Ebay, entries: readonly StockEntry<Shape>[]): Promise<readonly Acknowledgement[]> {
  return revise(api, { entries, isStock: true }, async (going) => {
    const kept = hasStores(api.settings) ? await putStores(api, going) : []
    const rest = going.filter(({ key }) => !kept.some((one) => one.key === key))
    const quantities = rest.map((entry) => ({ ...entry, group: entry.shape.group }))
    return [...kept, ...(rest.length === 0 ? [] : await pushQuantities(api, quantities))]
  })
}

/** Those that eBay refused; the others go on to the fast call, which revises the offer's own number. */
async function putStores(api: Ebay, entries: readonly StockEntry<Shape>[]): Promise<readonly Acknowledgement[]> {
  const answers = await putItems(api, entries)
  return entries.flatMap(({ key }) => {
    const answer = answers.get(key)
    const refused = answer === undefined ? undefined : refusedOf(key, answer)
    return refused === undefined ? [] : [refused]
  })
}

interface Quantity {
  readonly key: string
  readonly externalId: string | null
  readonly quantity: number
  readonly locations: readonly StockAt[]
  /** Whose listing it is a choice of. */
  readonly group: Group | null
}

/** bulkUpdatePriceQuantity: the item's number, and that of its offer, which would override it. */
export async function pushQuantities(api: Ebay, entries: readonly Quantity[]): Promise<readonly Acknowledgement[]> {
  const answers = await update(
    api,
    entries.map((entry) => {
      const offer = { offerId: entry.externalId, availableQuantity: entry.quantity }
      return { ...itemQuantity(api, entry), ...(entry.externalId === null ? {} : { offers: [offer] }) }
    }),
  )
  return Promise.all(entries.map((entry) => outcomeOf(api, entry, answers.get(entry.key))))
}

function itemQuantity({ settings }: Ebay, entry: Quantity) {
  return { sku: entry.key, shipToLocationAvailability: shipAvailability(entry, settings) }
}

/** The call takes no offer that is not shown: then the item alone is told, and what waited for stock is shown. */
async function outcomeOf(api: Ebay, entry: Quantity, answer: BulkEntry | undefined): Promise<Acknowledgement> {
  const { key, quantity, externalId } = entry
  const said = wordOn(key, answer)
  if (said.outcome !== 'rejected' || externalId === null) return said
  const offer = await findOffer(api, key)
  if (offer === undefined || offer.status === 'PUBLISHED') return said
  const alone = wordOn(key, (await update(api, [itemQuantity(api, entry)])).get(key))
  return alone.outcome !== 'live' || quantity === 0 ? alone : settled(key, () => show(api, entry, offer.offerId))
}

/** What waited for stock is shown, in the listing of its group where it has one. */
async function show(api: Ebay, { key, group }: Quantity, offerId: string): Promise<Acknowledgement> {
  if (group === null) {
    const shown = (await publishOffers(api, [offerId])).get(offerId)
    return (shown === undefined ? undefined : refusedOf(key, shown)) ?? { key, outcome: 'live' }
  }
  await putGroup(api, group, [key])
  await publishGroup(api, group.key)
  return { key, outcome: 'live' }
}

function wordOn(key: string, answer: BulkEntry | undefined): Acknowledgement {
  if (answer === undefined) return { key, outcome: 'again', message: 'eBay said nothing of this SKU.' }
  const refused = refusedOf(key, answer)
  return isGone(refused) ? { key, outcome: 'missing' } : (refused ?? { key, outcome: 'live' })
}

/** Error 25702: the SKU is not there any more, which the merchant cannot mend and the next publication does. */
const isGone = (said: Acknowledgement | undefined) =>
  said?.outcome === 'rejected' && said.issues.some(({ code }) => code === '25702')

/** Prices of up to 25 SKUs in one call. */
export function pushPrices(api: Ebay, entries: readonly PriceEntry<Shape>[]): Promise<readonly Acknowledgement[]> {
  return revise(api, { entries, isStock: false }, (going) => updatePrices(api, going))
}

async function updatePrices(api: Ebay, entries: readonly PriceEntry<Shape>[]): Promise<readonly Acknowledgement[]> {
  const found = await Promise.all(
    entries.map(async (entry) => ({ entry, offerId: entry.externalId ?? (await findOffer(api, entry.key))?.offerId })),
  )
  const known = found.flatMap(({ entry, offerId }) => (offerId === undefined ? [] : [{ entry, offerId }]))
  const requests = known.map(({ entry, offerId }) => ({
    sku: entry.key,
    offers: [{ offerId, price: amountOf(entry.price, entry.currency) }],
  }))
  const answers = requests.length === 0 ? new Map<string, BulkEntry>() : await update(api, requests)
  return Promise.all(
    found.map(async ({ entry, offerId }): Promise<Acknowledgement> => {
      const { key } = entry
      if (offerId === undefined) return { key, outcome: 'again', message: 'eBay has no offer of this SKU yet.' }
      const said = wordOn(key, answers.get(key))
      return isHidden(said) ? priceHidden(api, entry) : said
    }),
  )
}

/** The bulk call takes offers that are shown only (error 25713: "This Offer is not available"). */
const isHidden = (said: Acknowledgement) =>
  said.outcome === 'rejected' && said.issues.some(({ code }) => code === '25713')

/** The price of an offer that waits for stock, or was ended: it is put by itself (updateOffer), and stays hidden. */
async function priceHidden(api: Ebay, entry: PriceEntry<Shape>): Promise<Acknowledgement> {
  const { key } = entry
  const offer = await findOffer(api, key)
  if (offer === undefined) return { key, outcome: 'missing' }
  if (offer.status === 'PUBLISHED') return { key, outcome: 'again', message: 'eBay does not show this offer yet.' }
  return settled(key, async () => {
    await putOffer(api, { ...entry, externalId: offer.offerId })
    return { key, outcome: 'live' }
  })
}

async function update(api: Ebay, requests: readonly object[]): Promise<ReadonlyMap<string, BulkEntry>> {
  const { body } = await api.inventory.post('/bulk_update_price_quantity', {
    body: { requests },
    bucket: 'inventory',
    output: BulkAnswer,
    isRepeatable: true,
  })
  // An item and its offer are answered apart; the worse of the two counts.
  return bySku([...body.responses].sort((one, other) => one.statusCode - other.statusCode))
}
