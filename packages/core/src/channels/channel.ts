import type { GenericSchema } from 'valibot'
import type { Duration } from '../kernel/index.ts'
import type { Account, Tokens } from './account.ts'
import type {
  Acknowledgement,
  CommandOutcome,
  GivenBack,
  Issue,
  Observation,
  ReceiptOutcome,
} from './acknowledgement.ts'
import type { Acknowledge, Cancel, ForeignOrder, ForeignPage, Ready, Refund, Ship } from './foreign-order.ts'
import type { Item, ItemProduct, StockAt } from './item.ts'

/** What a channel is to the buyer. */
export type ChannelKind = 'marketplace' | 'social' | 'search' | 'messenger' | 'feed' | 'web' | 'agent'

/** An entry of a call: how both sides call it. */
export interface Entry {
  readonly key: string
  /** As the channel calls it; null when it never told. */
  readonly externalId: string | null
}

export interface Publication<Shape> extends Entry {
  readonly operation: 'create' | 'update'
  readonly shape: Shape
  /** What the channel confirmed last; null on create, or when that is not known. */
  readonly confirmed: Shape | null
  /** What stock and prices would say now: for channels that take no offer without them, or lose them when an item is replaced. */
  readonly quantity: number
  readonly locations: readonly StockAt[]
  /** Minor units; null when there is none in the connection's currency. */
  readonly price: number | null
  readonly compareAt: number | null
  /** ISO 4217. */
  readonly currency: string
}

export interface StockEntry<Shape> extends Entry {
  readonly quantity: number
  readonly locations: readonly StockAt[]
  /** Grows with each change: for channels that take the newest by a number. */
  readonly sequence: number
  readonly shape: Shape
}

export interface PriceEntry<Shape> extends Entry {
  /** Minor units. */
  readonly price: number
  readonly compareAt: number | null
  readonly currency: string
  readonly shape: Shape
}

/** What must be told and is not right: `map` gives this in place of a shape. */
export interface Unmappable {
  readonly issues: readonly Issue[]
}

type Acknowledged = Promise<readonly Acknowledgement[]>

interface MapAt<Settings, Requirements> {
  readonly settings: Settings
  /** What `requirements.load` gave for the item; undefined when the channel has none. */
  readonly requirements: Requirements
}

/** What the channel asks of an item, read from it at run time: product types, aspects, rules of a category. */
interface RequirementsOf<Settings, Api, Requirements> {
  /** Which set applies; undefined when none does. */
  readonly key: (item: Item, at: { readonly settings: Settings }) => string | undefined
  readonly load: (api: Api, key: string) => Promise<Requirements>
  /** How long a set is kept. Default a day. */
  readonly every?: Duration
}

interface ListingsBase<Settings, Api, Shape, Requirements> {
  /** What one listing is. Default the variant; with `product`, `map` gets the first variant, and all in `item.product.variants`. */
  readonly unit?: 'variant' | 'product'
  /** The channel's name of the item. Default the SKU, or the handle of a product. */
  readonly key?: (item: Item) => string
  /** What `map` makes; checked before any call. */
  readonly shape?: GenericSchema<Shape>
  /** The channel's fields by ours, for errors: `{ item_name: 'product.title', 'aspects.*': 'attributes.*' }`; a star keeps what follows. */
  readonly fields?: Readonly<Record<string, string>>
  readonly requirements?: RequirementsOf<Settings, Api, Requirements>
  /** Pure. Quantity and price stay out of the shape when `stock` and `prices` carry them. */
  readonly map: (item: Item, at: MapAt<Settings, Requirements>) => Shape | Unmappable
  /** Only what the connection's sales channel sells now is for sale; the rest is ended until it does. Default: every active product. */
  readonly isPublishedOnly?: boolean
  /** Reads back what the channel shows, for listings that are pending, for drift, and after calls of unknown outcome. */
  readonly observe?: {
    readonly batch?: number
    /** How often everything that is live is looked at for drift. Default a day. */
    readonly every?: Duration
    readonly read: (api: Api, entries: readonly Entry[]) => Promise<readonly Observation<Shape>[]>
  }
  /** Pages through all that is there, to adopt what was listed before us. */
  readonly browse?: (
    api: Api,
    cursor: string | null,
  ) => Promise<{ readonly items: readonly Observation<Shape>[]; readonly cursor: string | null }>
}

/** One item or many to a call. */
interface ListingsByCall<Settings, Api, Shape, Requirements> extends ListingsBase<Settings, Api, Shape, Requirements> {
  /** Entries in one call. Default 1. */
  readonly batch?: number
  /** One acknowledgement for each entry; throws only when the whole call failed. */
  readonly publish: (api: Api, entries: readonly Publication<Shape>[]) => Acknowledged
  /** What is not there any more counts as withdrawn. */
  readonly withdraw: (api: Api, entries: readonly Entry[]) => Acknowledged
  /** Asks the channel whether it would take it, without taking it. */
  readonly validate?: (api: Api, entries: readonly Publication<Shape>[]) => Acknowledged
  readonly feed?: never
}

/** The whole as one file, made when something changed, at most this often. */
interface ListingsByFeed<Settings, Api, Shape, Requirements> extends ListingsBase<Settings, Api, Shape, Requirements> {
  readonly feed: {
    readonly every: Duration
    /** Streams all entries; resolves with a receipt to poll, or null when the file was taken as it is. */
    readonly deliver: (api: Api, entries: AsyncIterable<Publication<Shape>>) => Promise<string | null>
  }
  readonly publish?: never
  readonly withdraw?: never
  readonly batch?: never
}

export type Listings<Settings, Api, Shape, Requirements> =
  | ListingsByCall<Settings, Api, Shape, Requirements>
  | ListingsByFeed<Settings, Api, Shape, Requirements>

export interface Orders<Settings, Api> {
  /** How often the channel is asked when no webhook tells. */
  readonly every: Duration
  /** What changed since the cursor; null begins. A cursor that the channel does not take any more throws `refused`, and it begins again. */
  readonly pull: (api: Api, from: { readonly cursor: string | null; readonly since: number }) => Promise<ForeignPage>
  /** The order as it is now; undefined when there is none. */
  readonly read?: (api: Api, externalId: string) => Promise<unknown>
  /** Pure: what the raw answer means. What it throws parks this order and no other. */
  readonly parse: (raw: unknown, at: { readonly settings: Settings }) => ForeignOrder
  /** Pure. For platforms that tell when a person's data must be erased. */
  readonly buyers?: {
    /** The channel's ids of who bought, in a raw order; none when it has none. */
    readonly of: (raw: unknown) => readonly string[]
    /** The raw order with nobody in it; `parse` reads it as before. */
    readonly without: (raw: unknown) => unknown
  }
  readonly acknowledge?: (api: Api, command: Acknowledge) => Promise<CommandOutcome>
  readonly ship?: (api: Api, command: Ship) => Promise<CommandOutcome>
  readonly cancel?: (api: Api, command: Cancel) => Promise<CommandOutcome>
  readonly refund?: (api: Api, command: Refund) => Promise<CommandOutcome>
  /**
   * What the channel shows as given back. It is noted before `refund` is told, and read again when nobody heard what became of it: what is new
   * since then is that refund, and it is told again only when nothing new is shown for so long. Leave it out only where `commandId` goes along
   * as an idempotency key.
   */
  readonly refunds?: {
    /** Of the order, or of all orders since the refund was decided (milliseconds) where the channel does not tell them apart. */
    readonly read: (
      api: Api,
      order: { readonly externalId: string; readonly since: number },
    ) => Promise<readonly GivenBack[]>
    /** So late one may be shown. Default 10 minutes. */
    readonly within?: Duration
  }
  readonly ready?: (api: Api, command: Ready) => Promise<CommandOutcome>
}

/** As it came in, before anybody understood it. */
export interface HookRequest {
  readonly method: string
  readonly url: string
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Uint8Array
  /** The body as UTF-8. */
  readonly text: string
}

export interface HookAnswer {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Something may have changed; what it is now is read from the channel. */
export interface Hint {
  /** The channel's id of the message; the same one twice is heard once. */
  readonly id: string
  /** `buyer`: the data of this person must go (`orders.buyers`). */
  readonly about: 'order' | 'listing' | 'connection' | 'buyer' | 'nothing'
  /** Of the order, item or buyer; left out: look at everything. */
  readonly externalId?: string | undefined
}

export interface Webhook<Settings, Credentials, Api> {
  /** Answers a platform that asks whether the address is ours; undefined when the request is no such question. */
  readonly challenge?: (
    request: HookRequest,
    account: Account<Settings, Credentials>,
  ) => HookAnswer | undefined | Promise<HookAnswer | undefined>
  readonly verify: (
    request: HookRequest,
    at: { readonly account: Account<Settings, Credentials>; readonly api: Api },
  ) => boolean | Promise<boolean>
  readonly parse: (request: HookRequest) => readonly Hint[]
  /** What the platform wants to hear on success. Default 202. */
  readonly status?: number
}

export interface OAuth<Settings, Credentials> {
  /** Where the merchant allows us to act for him (RFC 6749, 4.1.1); left out for platforms without such a page. */
  readonly authorize?: (at: {
    readonly settings: Settings
    readonly credentials: Credentials
    readonly redirectUri: string
    readonly state: string
  }) => string
  readonly exchange?: (
    account: Account<Settings, Credentials>,
    grant: { readonly code: string; readonly redirectUri: string; readonly query: URLSearchParams },
  ) => Promise<Tokens>
  /** Before the token ends, once for all processes. `current` is null when there never was one: for grants of the client itself. */
  readonly refresh: (account: Account<Settings, Credentials>, current: Tokens | null) => Promise<Tokens>
  /** When the connection is taken away: the platform forgets the tokens, too (RFC 7009). What it throws stops nobody. */
  readonly revoke?: (account: Account<Settings, Credentials>, current: Tokens) => Promise<void>
}

/** A token bucket for each name, shared by every process: calls in a second, and how many at once after a pause. */
export type Limits = Readonly<Record<string, { readonly rate: number; readonly burst: number }>>

/**
 * A sales channel as its author writes it: mapping, calls, and how the platform tells its errors. The engine owns queues, batches, limits,
 * retries, differences, receipts, cursors, secrets and records. Write the keys in this order, since each may use the types of those before.
 */
export interface ChannelKeys<Settings, Credentials, Api, Shape, Requirements, Own = unknown> {
  readonly kind: ChannelKind
  /** Name as merchants know it. */
  readonly title: string
  readonly limits?: Limits
  readonly oauth?: OAuth<Settings, Credentials>
  /**
   * What the other keys call; made for each piece of work. `own` is the scope of the plugin, for channels without an outside account: what they
   * show are rows of its tables, written by `own.db.run`, with no hosts and no credentials.
   */
  readonly connect: (account: Account<Settings, Credentials>, own: Own) => Api
  /**
   * Whose account it is, so that it is not connected twice: two live connections of one account would take each of its orders twice. The same
   * words for the same account, such as the seller's id and the marketplace; it may ask the platform. Undefined: it cannot be told. `shared`:
   * several connections of one account are meant. Left out, one that has the same settings and credentials is the same, unless it is connected
   * on a page of the platform.
   */
  readonly identity?:
    | 'shared'
    | ((at: {
        readonly settings: Settings
        readonly credentials: Credentials
        readonly api: Api
      }) => string | undefined | Promise<string | undefined>)
  /** The test button: one harmless call; resolves with the account's own name. */
  readonly test?: (api: Api) => Promise<{ readonly account: string }>
  readonly listings?: Listings<Settings, Api, Shape, Requirements>
  readonly stock?: {
    readonly batch?: number
    readonly push: (api: Api, entries: readonly StockEntry<NoInfer<Shape>>[]) => Acknowledged
  }
  readonly prices?: {
    readonly batch?: number
    readonly push: (api: Api, entries: readonly PriceEntry<NoInfer<Shape>>[]) => Acknowledged
  }
  readonly receipts?: {
    /** Time before the first look; it doubles up to half an hour. Default 5 s. */
    readonly after?: Duration
    readonly batch?: number
    readonly poll: (api: Api, receipts: readonly string[]) => Promise<readonly ReceiptOutcome[]>
  }
  readonly orders?: Orders<Settings, Api>
  readonly webhook?: Webhook<Settings, Credentials, Api>
}

/** Any channel, its types forgotten: what the engine works with. */
export interface AnyChannel extends ChannelKeys<unknown, unknown, unknown, unknown, unknown, void> {
  readonly id: string
  readonly version: string
  readonly settings?: GenericSchema
  readonly credentials?: GenericSchema
  readonly hosts: readonly string[]
}

export type { ItemProduct }
