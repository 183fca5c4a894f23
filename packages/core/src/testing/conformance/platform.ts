import type { KnobsInput } from '../sandbox/index.ts'
import type { ServedShop } from '../shop.ts'

/** What the platform shows of one item, in the words of the engine. */
export interface ShownItem {
  readonly key: string
  readonly isLive: boolean
  readonly title?: string
  /** Left out where the platform shows no counts. */
  readonly quantity?: number
  /** Minor units. */
  readonly price?: number
}

/** What the platform has heard of an order of its own. */
export interface HeardOrder {
  readonly isAcknowledged?: boolean
  /** Pieces that were told as sent, over all parcels. */
  readonly shipped: number
  readonly isCancelled: boolean
  /** Minor units. */
  readonly refunded: number
  /** What the buyer paid, in minor units. */
  readonly total?: number
  /** Milliseconds. */
  readonly placedAt?: number
}

export interface ForeignBasket {
  /** An item that the platform does not list is sold for whatever it likes. */
  readonly lines: readonly { readonly key: string; readonly quantity: number }[]
  readonly isMasked?: boolean
}

/**
 * A platform as the suite meets it: a real HTTP server that enforces its contract, and what people do there. What a platform cannot do is
 * left out, and its cases are skipped by name.
 */
export interface ConformingPlatform {
  /** Where the channel's hosts are: `{ 'api.bazaar.example': 'http://127.0.0.1:…' }`. */
  readonly hosts: Readonly<Record<string, string>>
  readonly turn: (knobs: KnobsInput) => void
  readonly calm: () => void
  /** How many calls came that change something there, tokens left out: `sandbox.counter(…)`, which forgets none. */
  readonly writes: () => number
  readonly shows: () => readonly ShownItem[] | Promise<readonly ShownItem[]>
  /** Somebody edits an item on the platform itself. */
  readonly edit?: (
    key: string,
    change: { readonly title?: string; readonly quantity?: number; readonly price?: number },
  ) => void
  /** An item is gone without a word. */
  readonly remove?: (key: string) => void
  /** Every token that was given out is worthless. */
  readonly revokeTokens?: () => void
  /** Resolves with the platform's id of the order. */
  readonly order?: (basket: ForeignBasket) => string
  /** The buyer cancels all of it, or so many pieces of its first line. */
  readonly cancel?: (externalId: string, pieces?: number) => void
  readonly heard?: (externalId: string) => HeardOrder
  /** From now on the platform sends its messages to this address, signed as the credentials of the options say. */
  readonly listen?: (url: string) => void | Promise<void>
  /** Sends a genuine message of a type that nobody knows. */
  readonly mutter?: () => void
  /** For a channel without an outside account: the shop whose own tables it shows, in each of its lives. */
  readonly opened?: (shop: () => ServedShop) => void
  readonly stop: () => Promise<void>
}

export interface ConformanceOptions {
  /** Opens the platform, empty; its clock is the suite's. */
  readonly server: (options: { readonly now: () => number }) => Promise<ConformingPlatform>
  readonly settings?: Readonly<Record<string, unknown>>
  readonly credentials: Readonly<Record<string, unknown>>
  /** Credentials that the platform refuses. */
  readonly wrongCredentials: Readonly<Record<string, unknown>>
  /** Texts of the credentials that nobody may find anywhere. */
  readonly secrets: readonly string[]
  /** Our words in the channel's, as every product of the suite needs them. */
  readonly mappings?: {
    readonly category?: Readonly<Record<string, string>>
    readonly attribute?: Readonly<Record<string, string>>
  }
  /** Attributes of every product of the suite. */
  readonly attributes?: Readonly<Record<string, string>>
  /** A change of the knobs under which the platform refuses one item with a reason. */
  readonly refusal?: { readonly knobs: KnobsInput; readonly field?: string }
  /** False where the platform shows whether there is stock, and not how much. Default true. */
  readonly isCounted?: boolean
  /** False where what is shown has no price of its own, as the pages of the shop. Default true. */
  readonly isPriced?: boolean
  /** Folder of what each release of the channel kept of a shop: `new URL('./fixtures/states/', import.meta.url)`. `VITRINE_KEEP_STATE=1` writes that of this one. */
  readonly states?: string | URL
  /** What calls that write look like to the knobs, for faults: `POST /v1/*`. Default `POST /*`, `PUT /*`, `PATCH /*` and `DELETE /*`. */
  readonly writes?: readonly string[]
}

/** One case of a suite: give it to your test runner, as `it(name, run)`. */
export interface ConformanceCase {
  readonly name: string
  /** What the case needs and the channel or its platform does not have; set when it cannot run. */
  readonly skip?: string
  /** Milliseconds that it may take on a busy machine. */
  readonly timeout: number
  readonly run: () => Promise<void>
}
