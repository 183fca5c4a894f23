import type { Acknowledgement, Entry } from '@vitrine/core'
import type { Ebay } from '../api/connect.ts'
import { readItems } from './items.ts'
import { pushQuantities } from './lanes.ts'
import { findOffer, withdrawOffer } from './offers.ts'
import { failureIn, settled, unlessMissing } from './outcome.ts'
import { type ItemAnswer, WholeGroup } from './wire.ts'

/** Ends listings; a variant of a group leaves the listing of the others as it is. */
export async function withdraw(api: Ebay, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  const items = await readItems(
    api,
    entries.map(({ key }) => key),
  )
  const done: Acknowledgement[] = []
  // One after another: two variants of one group would undo each other's group.
  for (const entry of entries) done.push(await settled(entry.key, () => withdrawOne(api, entry, items.get(entry.key))))
  return done
}

async function withdrawOne(api: Ebay, { key }: Entry, item: ItemAnswer | undefined): Promise<Acknowledgement> {
  if (item === undefined) return { key, outcome: 'live' }
  const offer = await findOffer(api, key)
  for (const group of groupsOf(item)) if (!(await leaveGroup(api, group, key))) return soldOut(api, key, offer?.offerId)
  if (offer?.status === 'PUBLISHED' && groupsOf(item).length === 0) await withdrawOffer(api, offer.offerId)
  if (api.settings.whenEnded === 'delete') await remove(api, key, offer?.offerId)
  return { key, outcome: 'live' }
}

const groupsOf = ({ groupIds, inventoryItemGroupKeys }: ItemAnswer) => [
  ...new Set([...groupIds, ...inventoryItemGroupKeys]),
]

/** Takes a SKU out of its group; the last one ends the listing. False when eBay keeps it because it was sold (InventoryItemGroup.variantSKUs). */
async function leaveGroup(api: Ebay, key: string, sku: string): Promise<boolean> {
  const path = `/inventory_item_group/${encodeURIComponent(key)}`
  const group = await unlessMissing(api.inventory.get(path, { bucket: 'inventory', output: WholeGroup }))
  if (group === undefined) return true
  const { inventoryItemGroupKey: _, ...whole } = group.body
  const rest = whole.variantSKUs.filter((one) => one !== sku)
  if (rest.length === whole.variantSKUs.length) return true
  if (rest.length === 0) return endGroup(api, key)
  const body = { ...whole, variantSKUs: rest }
  const headers = { 'content-language': api.language }
  try {
    await api.inventory.put(path, { headers, body, bucket: 'inventory', isRepeatable: true })
    return true
  } catch (thrown) {
    if (failureIn(thrown)?.kind !== 'refused') throw thrown
    return false
  }
}

/** withdrawOfferByInventoryItemGroup, and the group itself goes too, since a SKU of a group cannot be listed alone. */
async function endGroup(api: Ebay, key: string): Promise<true> {
  const body = { inventoryItemGroupKey: key, marketplaceId: api.settings.marketplace }
  const path = '/offer/withdraw_by_inventory_item_group'
  await unlessMissing(api.inventory.post(path, { body, bucket: 'inventory', isRepeatable: true }))
  const own = `/inventory_item_group/${encodeURIComponent(key)}`
  await unlessMissing(api.inventory.delete(own, { bucket: 'inventory', isRepeatable: true }))
  return true
}

/** What eBay advises for a variation that was sold: nothing of it is left, so that nobody can choose it. */
async function soldOut(api: Ebay, key: string, offerId: string | undefined): Promise<Acknowledgement> {
  const [answer] = await pushQuantities(api, [
    { key, externalId: offerId ?? null, quantity: 0, locations: [], group: null },
  ])
  if (answer?.outcome !== 'live') return answer ?? { key, outcome: 'again', message: 'eBay said nothing of this SKU.' }
  const message = 'eBay keeps a variation that was sold in its listing; it is shown as sold out.'
  return { key, outcome: 'live', issues: [{ severity: 'warning', code: 'variation-kept', message }] }
}

async function remove({ inventory }: Ebay, sku: string, offerId: string | undefined): Promise<void> {
  const end = (path: string) => unlessMissing(inventory.delete(path, { bucket: 'inventory', isRepeatable: true }))
  if (offerId !== undefined) await end(`/offer/${encodeURIComponent(offerId)}`)
  await end(`/inventory_item/${encodeURIComponent(sku)}`)
}
