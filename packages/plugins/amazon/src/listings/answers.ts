import type { Acknowledgement, Issue } from '@vitrine/core'
import * as v from 'valibot'

/* The parts of Listings Items 2021-08-01 that are used. */

export const AmazonIssue = v.object({
  code: v.string(),
  message: v.string(),
  severity: v.string(),
  attributeNames: v.optional(v.array(v.string())),
  enforcements: v.optional(
    v.object({
      actions: v.array(v.object({ action: v.string() })),
      exemption: v.optional(v.object({ status: v.string() })),
    }),
  ),
  marketplaceIds: v.optional(v.array(v.string())),
})
export type AmazonIssue = v.InferOutput<typeof AmazonIssue>

/** `ListingsItemSubmissionResponse`. */
export const Submission = v.object({
  sku: v.string(),
  status: v.string(),
  issues: v.optional(v.array(AmazonIssue), []),
})
export type Submission = v.InferOutput<typeof Submission>

const Price = v.object({ amount: v.string(), currencyCode: v.string() })

/** `Item`. */
export const ListedItem = v.object({
  sku: v.string(),
  summaries: v.optional(
    v.array(
      v.object({
        marketplaceId: v.string(),
        asin: v.optional(v.string()),
        productType: v.optional(v.string()),
        status: v.optional(v.array(v.string()), []),
        createdDate: v.optional(v.string()),
      }),
    ),
    [],
  ),
  attributes: v.optional(v.record(v.string(), v.unknown()), {}),
  issues: v.optional(v.array(AmazonIssue), []),
  offers: v.optional(v.array(v.object({ marketplaceId: v.string(), offerType: v.string(), price: Price })), []),
  fulfillmentAvailability: v.optional(
    v.array(v.object({ fulfillmentChannelCode: v.string(), quantity: v.optional(v.number()) })),
    [],
  ),
})
export type ListedItem = v.InferOutput<typeof ListedItem>

/** `ItemSearchResults`. */
export const Found = v.object({
  numberOfResults: v.optional(v.number()),
  pagination: v.optional(v.object({ nextToken: v.optional(v.string()) })),
  items: v.array(ListedItem),
})

/** Amazon's issue in our words; it may name several attributes, of which the first is shown. */
export function issueOf({ code, message, severity, attributeNames = [] }: AmazonIssue): Issue {
  const [field] = attributeNames
  return {
    severity: severity === 'ERROR' ? 'error' : 'warning',
    code,
    message,
    ...(field === undefined ? {} : { field }),
  }
}

/** Accepted or valid means that the words were understood; whether buyers see it is read back later. */
export function submissionOf(key: string, { status, issues }: Submission): Acknowledgement {
  const told = issues.map(issueOf)
  if (status === 'INVALID') return { key, outcome: 'rejected', issues: told }
  return { key, outcome: 'accepted', externalId: key, ...(told.length === 0 ? {} : { issues: told }) }
}
