import { failureOf, type StockAt } from '@vitrine/core'
import * as v from 'valibot'
import { type GoogleApi, productName } from './api.ts'
import { pickupOf } from './attributes.ts'
import type { GoogleSettings } from './settings.ts'

/** In which stores an item is said to be, and how it is collected there: part of a listing, so that a change of the settings travels. */
export const GoogleLocal = v.object({
  /** Stock locations by store code. */
  stores: v.record(v.string(), v.string()),
  pickupMethod: v.optional(v.string()),
  pickupSla: v.optional(v.string()),
})
export type GoogleLocal = v.InferOutput<typeof GoogleLocal>

export function localOf({ stores, pickupMethod, pickupSla }: GoogleSettings): GoogleLocal | undefined {
  if (stores.length === 0) return undefined
  return {
    stores: Object.fromEntries(stores.map(({ storeCode, location }) => [storeCode, location])),
    ...(pickupMethod === undefined ? {} : { pickupMethod }),
    ...(pickupSla === undefined ? {} : { pickupSla }),
  }
}

interface Stocked {
  readonly key: string
  readonly locations: readonly StockAt[]
}

/** Operation localInventories.insert for each store of the settings. */
export async function insertLocals(api: GoogleApi, { key, locations }: Stocked): Promise<void> {
  const { pickupMethod: method, pickupSla: sla, stores } = api.settings
  for (const { storeCode, location } of stores) {
    const quantity = locations.find((place) => place.location === location)?.quantity ?? 0
    const localInventoryAttributes = {
      availability: quantity > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK',
      quantity: String(quantity),
      ...pickupOf({ method, sla }),
    }
    await api.http.post(`${inventoriesOf(api, key)}:insert`, {
      body: { storeCode, localInventoryAttributes },
      bucket: 'values',
      isRepeatable: true,
    })
  }
}

interface Changing extends Stocked {
  readonly now: GoogleLocal | undefined
  /** As Google confirmed it last. */
  readonly before: GoogleLocal | undefined
}

/**
 * Tells a product that is there of the stores in the settings, and takes those away that it had before. All are told, also those that it had,
 * since what was sent after the last confirmation is not known.
 */
export async function changeLocals(api: GoogleApi, { now, before, ...stocked }: Changing): Promise<void> {
  await insertLocals(api, stocked)
  const gone = Object.keys(before?.stores ?? {}).filter((storeCode) => now?.stores[storeCode] === undefined)
  for (const storeCode of gone) await deleteLocal(api, stocked.key, storeCode)
}

/** Operation localInventories.delete. It takes up to an hour to be seen; what is not there is gone. */
async function deleteLocal(api: GoogleApi, key: string, storeCode: string): Promise<void> {
  try {
    await api.http.delete(`${inventoriesOf(api, key)}/${encodeURIComponent(storeCode)}`, {
      bucket: 'values',
      isRepeatable: true,
    })
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'missing') throw thrown
  }
}

const inventoriesOf = (api: GoogleApi, key: string) =>
  `/inventories/v1/${api.account}/products/${productName(api, key)}/localInventories`
