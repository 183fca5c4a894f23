import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'
import type { Api } from '../api.ts'
import type { RetailItem } from './retail-item.ts'

/** Entries in one call (schema CatalogsRetailBatchRequest). */
export const BATCH = 1_000

type Attributes = Partial<Readonly<Record<keyof RetailItem | 'price' | 'sale_price' | 'availability', unknown>>>

/** One entry of a batch: `update_mask` names what changes, and what it names and the attributes leave out is deleted. */
export type Operation = { readonly item_id: string } & (
  | { readonly operation: 'CREATE' | 'UPSERT'; readonly attributes: Attributes }
  | { readonly operation: 'UPDATE'; readonly attributes: Attributes; readonly update_mask: readonly string[] }
  | { readonly operation: 'DELETE' }
)

/** What a batch is for: of publications Pinterest's view is read back, the rest is settled by the batch itself. */
export type Purpose = 'items' | 'values'

const Answer = v.object({ batch_id: v.string() })

/**
 * Hands in a batch and answers with the receipt to poll (operation items_batch/post; the shape with `catalog_type`, since the one with
 * `operation` at the top is legacy). The same batch twice makes the same items.
 */
export async function sendBatch(api: Api, purpose: Purpose, operations: readonly Operation[]): Promise<string> {
  const { country, locale, catalogId } = api.settings
  const body = {
    catalog_type: 'RETAIL',
    country,
    language: locale,
    ...(catalogId === undefined ? {} : { catalog_id: catalogId }),
    items: operations.map((operation) => stamped(operation, api.now())),
  }
  const answer = await api.http.post('/catalogs/items/batch', {
    query: api.acting,
    body,
    output: Answer,
    bucket: 'catalogs_write',
    isRepeatable: true,
  })
  return `${purpose}:${answer.body.batch_id}`
}

/** When the shop said so: batches may be worked through in another order. */
function stamped(operation: Operation, now: number): Operation {
  if (operation.operation === 'DELETE') return { ...operation, last_updated_time: now } as Operation
  const attributes = { ...operation.attributes, last_updated_time: now }
  if (operation.operation !== 'UPDATE') return { ...operation, attributes }
  return { ...operation, attributes, update_mask: [...operation.update_mask, 'last_updated_time'] }
}

/** The receipt of what comes with a file that Pinterest fetches at this time or later. */
export const byFileFrom = (time: number) => `feed:${time}`

export type Receipt =
  | { readonly purpose: Purpose; readonly batchId: string }
  | { readonly purpose: 'feed'; readonly since: number }

/** The parts of a receipt. Throws on what this plugin never made. */
export function receiptOf(receipt: string): Receipt {
  const [purpose = '', rest = ''] = receipt.split(':')
  if ((purpose === 'items' || purpose === 'values') && rest !== '') return { purpose, batchId: rest }
  if (purpose === 'feed' && /^\d+$/.test(rest)) return { purpose, since: Number(rest) }
  throw channelFailure({ kind: 'refused', code: 'receipt', message: `${receipt} is no receipt of Pinterest` })
}
