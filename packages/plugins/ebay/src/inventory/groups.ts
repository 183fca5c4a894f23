import type { Ebay } from '../api/connect.ts'
import type { Group } from '../shape.ts'
import { groupBody } from './bodies.ts'
import { readItems } from './items.ts'
import { unlessMissing } from './outcome.ts'
import { GroupAnswer, GroupPublished } from './wire.ts'

const pathOf = (key: string) => `/inventory_item_group/${encodeURIComponent(key)}`

/** A group as it is; undefined when there is none. */
export async function readGroup({ inventory }: Ebay, key: string): Promise<GroupAnswer | undefined> {
  return (await unlessMissing(inventory.get(pathOf(key), { bucket: 'inventory', output: GroupAnswer })))?.body
}

/**
 * Puts a group with these SKUs beside those that it has (createOrReplaceInventoryItemGroup). What buyers choose by is read from the items
 * that are there, so that batches of one product do not undo each other, and SKUs that are gone fall out.
 */
export async function putGroup(api: Ebay, group: Group, skus: readonly string[]): Promise<void> {
  const members = (await readGroup(api, group.key))?.variantSKUs ?? []
  await replaceGroup(api, group, [...new Set([...members, ...skus])])
}

async function replaceGroup(api: Ebay, group: Group, skus: readonly string[]): Promise<void> {
  const items = await readItems(api, skus)
  const there = skus.filter((sku) => items.has(sku))
  const members = there.map((sku) => items.get(sku)?.product ?? { aspects: {} })
  await api.inventory.put(pathOf(group.key), {
    headers: { 'content-language': api.language },
    body: groupBody(group, there, members),
    bucket: 'inventory',
    isRepeatable: true,
  })
}

/** Makes one listing of a group, or adds what is new to the one that is there (publishOfferByInventoryItemGroup). */
export async function publishGroup(api: Ebay, key: string) {
  const { body } = await api.inventory.post('/offer/publish_by_inventory_item_group', {
    body: { inventoryItemGroupKey: key, marketplaceId: api.settings.marketplace },
    bucket: 'inventory',
    output: GroupPublished,
    isRepeatable: true,
  })
  return body
}
