import type { Kit, Versions } from '@vitrine/core/testing'
import type { AmazonIssue } from '../listings/answers.ts'
import type { AttributeValues } from '../listings/shape.ts'
import type { SchemaNode } from '../product-types/schema.ts'

export type Body = Readonly<Record<string, unknown>>

/** An item of the seller on one marketplace. */
export interface Listing {
  readonly sku: string
  readonly marketplaceId: string
  readonly asin: string
  readonly productType: string
  readonly attributes: Readonly<Record<string, AttributeValues>>
  /** What Amazon has against it, since it looked. */
  readonly issues: readonly AmazonIssue[]
  /** Amazon has looked at it. */
  readonly isJudged: boolean
  /** Grows with each look that is owed: an older one says nothing. */
  readonly looks: number
  readonly createdDate: string
  readonly lastUpdatedDate: string
}

export interface StoredOrder {
  readonly orderId: string
  readonly marketplaceId: string
  /** Milliseconds. */
  readonly updatedAt: number
  /** As `getOrder` gives it, with everything included. */
  readonly order: Body
  readonly shipments: readonly Body[]
  /** `ReadyForPickup` and so on, newest last. */
  readonly pickups: readonly string[]
  readonly refunds: readonly string[]
  readonly merchantOrderId: string | null
}

export interface StoredFeed {
  readonly feedId: string
  readonly feedType: string
  readonly createdTime: string
  readonly processingStatus: 'IN_QUEUE' | 'DONE' | 'FATAL'
  readonly resultFeedDocumentId?: string
}

export interface Document {
  readonly contentType: string
  readonly content: string | null
}

export interface ProductTypeRow {
  readonly name: string
  readonly displayName: string
  readonly schema: SchemaNode
}

/** What the sandbox knows. */
export interface World {
  readonly kit: Kit
  readonly sellerId: string
  readonly listings: Versions<Listing>
  readonly orders: Versions<StoredOrder>
  readonly feeds: Map<string, StoredFeed>
  readonly documents: Map<string, Document>
  readonly productTypes: readonly ProductTypeRow[]
  readonly destinations: Map<string, Body>
  /** Subscriptions by their type. */
  readonly subscriptions: Map<string, { readonly subscriptionId: string; readonly destinationId: string }>
  /** Where presigned documents are. */
  readonly documentsAt: string
  /** Where EventBridge brings notifications, and the secret that it shows. */
  hook: { readonly url: string; readonly secret: string } | undefined
}

/** One item is another on each marketplace. */
export const listingKey = (marketplaceId: string, sku: string) => `${marketplaceId} ${sku}`

export const isoAt = ({ kit }: World) => new Date(kit.now()).toISOString()

export const numberOf = ({ kit }: World, digits: number) =>
  String(10 ** (digits - 1) + Number(kit.newId('n').split('_')[1]))
