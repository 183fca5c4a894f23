import type { Kit, Versions } from '@vitrine/core/testing'

export interface Issue {
  readonly code: string
  readonly attribute: string
  readonly detail: string
}

/** What the shop sent last of a product. */
export interface Input {
  /** `en~NL~SKU`. */
  readonly name: string
  readonly offerId: string
  readonly contentLanguage: string
  readonly feedLabel: string
  readonly dataSource: string
  readonly versionNumber: bigint
  readonly attributes: Readonly<Record<string, unknown>>
}

/** What became of it: what people see. */
export interface Product extends Input {
  readonly issues: readonly Issue[]
  /** Milliseconds: it is forgotten then, unless it is inserted again. */
  readonly endsAt: number
}

export interface LocalInventory {
  readonly product: string
  readonly storeCode: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Everything that one account of Merchant Center has. */
export interface GoogleState {
  readonly inputs: Map<string, Input>
  readonly products: Versions<Product>
  readonly local: Map<string, LocalInventory>
  /** No product ends before it, in milliseconds. */
  firstEnd: number
  /** Access tokens that are taken. */
  readonly tokens: Set<string>
}

export const googleState = (kit: Kit): GoogleState => ({
  inputs: new Map(),
  products: kit.versions<Product>(),
  local: new Map(),
  firstEnd: Number.POSITIVE_INFINITY,
  tokens: new Set(),
})
