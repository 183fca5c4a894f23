import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Kit } from '@vitrine/core/testing'
import type { Category } from './categories.ts'

export type Body = Readonly<Record<string, unknown>>

export interface StoredItem {
  readonly sku: string
  readonly quantity: number
  readonly body: Body
}

export interface StoredOffer {
  readonly offerId: string
  readonly sku: string
  readonly marketplaceId: string
  readonly body: Body
  readonly isPublished: boolean
  readonly listingId: string | null
  readonly isOnHold: boolean
  /** Somebody ended it at eBay itself. */
  readonly isEnded: boolean
}

export interface StoredGroup {
  readonly key: string
  readonly skus: readonly string[]
  readonly listingId: string | null
  readonly body: Body
}

export interface StoredOrder {
  readonly orderId: string
  readonly modified: number
  readonly order: Body
  readonly shipments: readonly Body[]
}

/** Records of which reads may be behind writes. */
interface Store<T> {
  get(key: string): T | undefined
  seen(key: string): T | undefined
  set(key: string, value: T): void
  remove(key: string): void
  readonly all: () => T[]
  readonly allSeen: () => T[]
}

/** What the sandbox knows. */
export interface World {
  readonly kit: Kit
  readonly items: Store<StoredItem>
  readonly offers: Store<StoredOffer>
  readonly groups: Store<StoredGroup>
  readonly orders: Store<StoredOrder>
  readonly categories: readonly Category[]
  /** Revisions of a listing today. */
  readonly revisions: Map<string, number>
  /** Signs notifications; its id is what `x-ebay-signature` names. */
  readonly keys: { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }
  hook: { readonly url: string } | undefined
}

export function createWorld(kit: Kit, categories: readonly Category[]): World {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return {
    kit,
    items: kit.versions<StoredItem>(),
    offers: kit.versions<StoredOffer>(),
    groups: kit.versions<StoredGroup>(),
    orders: kit.versions<StoredOrder>(),
    categories,
    revisions: new Map(),
    keys: { kid: 'sandbox-key-1', ...pair },
    hook: undefined,
  }
}

/** Numbers as eBay gives them. */
export const newNumber = (kit: Kit) => String(100_000_000_000 + Number(kit.newId('n').split('_')[1]))

export const groupOf = ({ groups }: World, sku: string) => groups.all().find(({ skus }) => skus.includes(sku))

export const offerOf = ({ offers }: World, sku: string) => offers.all().find((offer) => offer.sku === sku)
