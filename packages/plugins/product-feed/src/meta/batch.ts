import type { Acknowledgement, Entry, Issue } from '@vitrine/core'
import * as v from 'valibot'
import type { MetaApi } from './api.ts'

/** Entries in one call: Meta takes 5 000 and advises 3 000; fewer keep what a fault costs small. */
export const BATCH = 1_000

export interface Request {
  readonly method: 'UPDATE' | 'DELETE'
  readonly data: { readonly id: string } & Readonly<Record<string, unknown>>
}

/** What a batch is for: of publications the catalogue is read back, the rest is settled by the batch itself. */
export type Purpose = 'items' | 'values'

const Told = v.object({ message: v.optional(v.string(), 'no reason was told') })
const Answer = v.object({
  handles: v.optional(v.array(v.string()), []),
  validation_status: v.optional(
    v.array(v.object({ retailer_id: v.string(), errors: v.optional(v.array(Told), []) })),
    [],
  ),
})

/**
 * Hands in a batch (POST `items_batch`; UPDATE makes what is not there). What Meta refuses at once is told at once, of the rest the handle is
 * polled. The same batch twice makes the same items.
 */
export async function sendBatch(
  { http, catalog, proof }: MetaApi,
  {
    purpose,
    entries,
    requests,
  }: { readonly purpose: Purpose; readonly entries: readonly Entry[]; readonly requests: readonly Request[] },
): Promise<readonly Acknowledgement[]> {
  const body = { item_type: 'PRODUCT_ITEM', allow_upsert: true, requests }
  const answer = await http.post(`/${catalog}/items_batch`, { query: proof, body, output: Answer, isRepeatable: true })
  const { handles, validation_status: judged } = answer.body
  const faults = new Map(
    judged.map(({ retailer_id, errors }) => [retailer_id, errors.map(({ message }) => issueOf(message))]),
  )
  return entries.map(({ key }): Acknowledgement => {
    const issues = faults.get(key) ?? []
    if (issues.length > 0) return { key, outcome: 'rejected', issues }
    if (handles.length === 0) return { key, outcome: purpose === 'items' ? 'accepted' : 'live' }
    return { key, outcome: 'pending', receipt: `${purpose}:${handles.join()}` }
  })
}

const NAMED = /(?:field|attribute|property|for)[ :]+['"“]?([a-z_]+)\b/i

/** Meta tells faults as sentences; a field that is named in one is ours to point at. */
export function issueOf(message: string): Issue {
  const name = NAMED.exec(message)?.[1]?.toLowerCase()
  return { severity: 'error', code: 'refused', message, ...(name === undefined ? {} : { field: name }) }
}
