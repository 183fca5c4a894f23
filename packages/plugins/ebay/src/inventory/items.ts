import type { Publication } from '@vitrine/core'
import type { Ebay } from '../api/connect.ts'
import type { Shape } from '../shape.ts'
import { itemBody } from './bodies.ts'
import { BulkAnswer, type BulkEntry, BulkItems, type ItemAnswer } from './wire.ts'

export type Placed = Pick<Publication<Shape>, 'key' | 'shape' | 'quantity' | 'locations'>

/** Puts up to 25 inventory items as they are now (bulkCreateOrReplaceInventoryItem), and tells what eBay said of each SKU. */
export async function putItems(api: Ebay, entries: readonly Placed[]): Promise<ReadonlyMap<string, BulkEntry>> {
  const { body } = await api.inventory.post('/bulk_create_or_replace_inventory_item', {
    headers: { 'content-language': api.language },
    body: { requests: entries.map((entry) => itemBody(entry, api)) },
    bucket: 'inventory',
    output: BulkAnswer,
    isRepeatable: true,
  })
  return bySku(body.responses)
}

export function bySku<Entry extends { readonly sku?: string | undefined }>(
  entries: readonly Entry[],
): ReadonlyMap<string, Entry> {
  return new Map(entries.flatMap((entry) => (entry.sku === undefined ? [] : [[entry.sku, entry]])))
}

const MOST = 25

/** Inventory items that are there, by SKU (bulkGetInventoryItem). */
export async function readItems(api: Ebay, skus: readonly string[]): Promise<ReadonlyMap<string, ItemAnswer>> {
  const found = new Map<string, ItemAnswer>()
  for (let from = 0; from < skus.length; from += MOST) {
    const { body } = await api.inventory.post('/bulk_get_inventory_item', {
      body: { requests: skus.slice(from, from + MOST).map((sku) => ({ sku })) },
      bucket: 'inventory',
      output: BulkItems,
      isRepeatable: true,
    })
    for (const { sku, inventoryItem } of body.responses)
      if (sku !== undefined && inventoryItem !== undefined) found.set(sku, inventoryItem)
  }
  return found
}
