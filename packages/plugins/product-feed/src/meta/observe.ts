import type { Entry, Issue, Observation } from '@vitrine/core'
import * as v from 'valibot'
import type { MetaApi } from './api.ts'
import type { MetaOffer } from './offer.ts'

/** Entries of one read: they stand in its address. */
export const READ = 50

const text = v.nullish(v.string())

/** Node ProductItem, as far as it is used. Prices come back in words of the reader's language, so they are not compared. */
const Shown = v.object({
  id: v.string(),
  retailer_id: v.string(),
  name: text,
  description: text,
  url: text,
  inventory: v.nullish(v.number()),
  availability: text,
  review_status: text,
  review_rejection_reasons: v.nullish(v.array(v.string())),
  errors: v.nullish(v.array(v.object({ title: text, description: text, error_type: text, error_priority: text }))),
})
type Shown = v.InferOutput<typeof Shown>
const FIELDS = Object.keys(Shown.entries).join()
const Answer = v.object({
  data: v.array(Shown),
  paging: v.optional(
    v.object({ cursors: v.optional(v.object({ after: v.optional(v.string()) })), next: v.optional(v.string()) }),
  ),
})

/** GET `products` with a filter by our ids. */
export async function observe({ http, catalog, proof }: MetaApi, entries: readonly Entry[]) {
  const filter = JSON.stringify({ retailer_id: { is_any: entries.map(({ key }) => key) } })
  const query = { filter, fields: FIELDS, limit: entries.length, ...proof }
  const { body } = await http.get(`/${catalog}/products`, { query, output: Answer })
  const there = new Map(body.data.map((item) => [item.retailer_id, observationOf(item)]))
  return entries.map(({ key }): Observation<MetaOffer> => there.get(key) ?? { key, status: 'missing' })
}

/** GET `products`, page by page. */
export async function browse({ http, catalog, proof }: MetaApi, cursor: string | null) {
  const query = { fields: FIELDS, limit: 200, after: cursor ?? undefined, ...proof }
  const { data, paging } = (await http.get(`/${catalog}/products`, { query, output: Answer })).body
  const after = paging?.next === undefined ? undefined : paging.cursors?.after
  return { items: data.map(observationOf), cursor: after ?? null }
}

function observationOf(item: Shown): Observation<MetaOffer> {
  const { retailer_id: key, id, name, description, url, inventory, availability } = item
  const shape = { title: name, description, link: url }
  const quantity = inventory ?? (availability === 'out of stock' ? 0 : undefined)
  return {
    key,
    externalId: id,
    status: statusOf(item),
    issues: issuesOf(item),
    shape: Object.fromEntries(Object.entries(shape).filter(([, value]) => value != null)) as Partial<MetaOffer>,
    ...(quantity === undefined ? {} : { quantity }),
  }
}

/** `outdated` was reviewed and changed since; an empty status means that no review is asked for. */
function statusOf({ review_status: status }: Shown): 'live' | 'pending' | 'rejected' {
  if (status === 'rejected') return 'rejected'
  return status === 'pending' ? 'pending' : 'live'
}

function issuesOf({ errors, review_rejection_reasons: reasons, review_status: status }: Shown): readonly Issue[] {
  const severity = status === 'rejected' ? 'error' : 'warning'
  return [
    ...(reasons ?? []).map((reason) => ({ severity, code: 'review', message: reason }) as const),
    ...(errors ?? []).map(
      ({ title, description, error_type: type }) =>
        ({
          severity: 'warning',
          code: type ?? 'issue',
          message: description ?? title ?? 'no reason was told',
        }) as const,
    ),
  ]
}
