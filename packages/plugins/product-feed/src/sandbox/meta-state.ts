import type { Kit, Versions } from '@vitrine/core/testing'

/** An item as the catalogue has it. */
export interface MetaItem {
  /** Meta's own number. */
  readonly number: string
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
  /** Why the review refused it; empty when it did not. */
  readonly reasons: readonly string[]
}

export interface MetaBatch {
  readonly handle: string
  readonly isDone: boolean
  readonly errors: readonly { readonly id: string; readonly message: string }[]
}

/** Everything that one catalogue has. */
export interface MetaState {
  readonly items: Versions<MetaItem>
  readonly batches: Map<string, MetaBatch>
  readonly newNumber: () => string
  /** Tokens of system users that are taken. */
  readonly tokens: Set<string>
}

export function metaState(kit: Kit, token: string): MetaState {
  let last = 1_000
  return {
    items: kit.versions<MetaItem>(),
    batches: new Map(),
    tokens: new Set([token]),
    newNumber: () => {
      last += 1
      return String(last)
    },
  }
}
