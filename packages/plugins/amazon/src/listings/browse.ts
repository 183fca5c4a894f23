import type { Observation } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { Found, type ListedItem } from './answers.ts'
import { MOST_SKUS, observationOf } from './observe.ts'
import type { Shape } from './shape.ts'

/** Where a walk stands: the day from which it searches, and the page of that search. */
interface Place {
  readonly after?: string
  readonly token?: string
}

/**
 * Pages through all items, oldest first. A search ends after a thousand, so it goes on with a new one from the last day that it saw
 * (`searchListingsItems`, `numberOfResults`).
 */
export async function browse(
  api: AmazonApi,
  cursor: string | null,
): Promise<{ readonly items: readonly Observation<Shape>[]; readonly cursor: string | null }> {
  const { after, token }: Place = cursor === null ? {} : (JSON.parse(cursor) as Place)
  const { body } = await api.seller.get(`/listings/2021-08-01/items/${encodeURIComponent(api.settings.sellerId)}`, {
    query: {
      marketplaceIds: api.marketplace.id,
      includedData: 'summaries,attributes,issues,offers,fulfillmentAvailability',
      sortBy: 'createdDate',
      sortOrder: 'ASC',
      pageSize: MOST_SKUS,
      createdAfter: after,
      pageToken: token,
    },
    output: Found,
    bucket: 'searchListingsItems',
  })
  const { items, pagination, numberOfResults = 0 } = body
  return {
    items: items.filter((item) => !isParent(item)).map((item) => observationOf(item, api.marketplace)),
    cursor: next({ after, token: pagination?.nextToken, items, isMore: numberOfResults > MOST_FOUND }),
  }
}

/** Nobody buys the parent of a family: it is none of the shop's items. */
const isParent = ({ attributes: { parentage_level: level } }: ListedItem) =>
  Array.isArray(level) && level.some(({ value }: { readonly value?: unknown }) => value === 'parent')

/** Items that one search gives in all. */
const MOST_FOUND = 1000

interface Page {
  readonly after: string | undefined
  readonly token: string | undefined
  readonly items: readonly ListedItem[]
  readonly isMore: boolean
}

function next({ after, token, items, isMore }: Page): string | null {
  if (token !== undefined) return JSON.stringify({ after, token })
  const last = items.at(-1)?.summaries[0]?.createdDate
  return isMore && last !== undefined && last !== after ? JSON.stringify({ after: last }) : null
}
