import type { StoreContext } from '../markets/index.ts'
import type { Account } from './account.ts'
import type { Item, ItemProduct } from './item.ts'

/** One item that a connection is wanted to show, as `listings.map` meets it. */
export interface Listed {
  /** Of the listing. */
  readonly id: string
  /** The channel's name of the item. */
  readonly key: string
  readonly item: Item
}

export interface ListedPage {
  readonly items: readonly Listed[]
  /** What to give as `after` for more; null when there is no more. */
  readonly next: string | null
}

/** A connection of a channel, as the other keys of its plugin meet it. */
export interface Connected<Settings, Credentials, Api> {
  readonly id: string
  readonly name: string
  readonly account: Account<Settings, Credentials>
  readonly api: Api
  /** The shop as the connection sells in it: market, sales channel, currency and language. For walks with `soldProducts`. */
  readonly store: StoreContext
  /** Products as the connection shows them now, in no order; what its sales channel does not sell is left out. */
  readonly products: (ids: readonly string[]) => Promise<readonly ItemProduct[]>
  /**
   * What the connection is wanted to show, with what was overridden for it, page by page in the order of the listings' ids: for files that are
   * made of it. What is not for sale is left out, so a page may be shorter than asked.
   */
  readonly listed: (page: { readonly after?: string | undefined; readonly limit: number }) => Promise<ListedPage>
  /** Variants of these products that were never listed here: what is new in the shop. What somebody unlisted is not among them. */
  readonly unlisted: (productIds: readonly string[]) => Promise<readonly string[]>
}

/** A connection as it was set up, without being opened. */
export interface KnownConnection<Settings> {
  readonly id: string
  readonly name: string
  readonly status: 'dry_run' | 'live' | 'paused'
  readonly settings: Settings
  readonly salesChannelId: string
  /** Code. */
  readonly market: string
  readonly language: string
}

/** What a channel's scope has beside every plugin's. */
export interface Connections<Settings, Credentials, Api> {
  /** Every live connection, with what `connect` made for it. */
  readonly connections: () => Promise<readonly Connected<Settings, Credentials, Api>[]>
  /** One of its connections whatever its status, for what staff ask before it is live; undefined when there is none. */
  readonly connection: (id: string) => Promise<Connected<Settings, Credentials, Api> | undefined>
  /** All of them, the oldest first, whatever their status. Kept in memory until one changes, so that every request of a page may ask. */
  readonly known: () => Promise<readonly KnownConnection<Settings>[]>
}
