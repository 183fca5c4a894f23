import type { AmazonApi } from '../api.ts'

/** Where an item is; the SKU may hold anything, a slash too. */
export const itemPath = ({ settings }: AmazonApi, sku: string) =>
  `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}/${encodeURIComponent(sku)}`
