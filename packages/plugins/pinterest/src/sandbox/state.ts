import type { Kit, Versions } from '@vitrine/core/testing'

/** Schema ItemValidationEvent. */
export interface Fault {
  readonly attribute: string
  readonly code: number
  readonly message: string
}

export interface CatalogItem {
  /** Country, language and the merchant's id. */
  readonly key: string
  readonly id: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Why a moderator took it down. */
  readonly errors: readonly Fault[]
  /** The Pin that Pinterest makes of each item by itself. */
  readonly pinId: string
  /** The feed that brought it; items of batches have none. */
  readonly feedId?: string
}

export interface Batch {
  readonly id: string
  readonly createdAt: number
  readonly completedAt: number | null
  readonly records: readonly {
    readonly item_id: string
    readonly status: 'SUCCESS' | 'FAILURE' | 'PROCESSING'
    readonly errors: readonly Fault[]
    readonly warnings: readonly Fault[]
  }[]
}

export interface Board {
  readonly id: string
  readonly name: string
  readonly description: string | null
}

export interface Pin {
  readonly id: string
  readonly boardId: string
  readonly title: string | null
  readonly description: string | null
  readonly link: string | null
  readonly alt: string | null
  readonly picture: string
  readonly createdAt: number
}

export interface Feed {
  readonly id: string
  readonly createdAt: number
  readonly body: Readonly<Record<string, unknown>> & {
    readonly name: string
    readonly location: string
    readonly format: string
  }
  readonly runs: readonly FeedRun[]
}

export interface FeedRun {
  readonly id: string
  readonly createdAt: number
  readonly isFailed: boolean
  readonly lines: number
  readonly issues: readonly {
    readonly line: number
    readonly id: string | null
    readonly code: string
    readonly attribute: string | null
  }[]
}

export interface Conversion {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly currency: string
}

/** Everything that one Pinterest account has. */
export interface State {
  /** Pinterest's ids are numbers. */
  readonly newNumber: () => string
  readonly items: Versions<CatalogItem>
  readonly batches: Versions<Batch>
  readonly boards: Versions<Board>
  readonly pins: Versions<Pin>
  readonly feeds: Versions<Feed>
  readonly conversions: Map<string, Conversion>
}

export function createState(kit: Kit): State {
  let last = 1_000
  return {
    /** Pinterest's ids are numbers. */
    newNumber: () => {
      last += 1
      return String(last)
    },
    items: kit.versions<CatalogItem>(),
    batches: kit.versions<Batch>(),
    boards: kit.versions<Board>(),
    pins: kit.versions<Pin>(),
    feeds: kit.versions<Feed>(),
    conversions: new Map<string, Conversion>(),
  }
}

export const dateOf = (time: number) => new Date(time).toISOString()
