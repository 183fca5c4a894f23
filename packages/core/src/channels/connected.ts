import type { StoreContext } from '../markets/index.ts'
import type { Account } from './account.ts'
import type { ItemProduct } from './item.ts'

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
}

/** What a channel's scope has beside every plugin's. */
export interface Connections<Settings, Credentials, Api> {
  /** Every live connection, with what `connect` made for it. */
  readonly connections: () => Promise<readonly Connected<Settings, Credentials, Api>[]>
  /** One of its connections whatever its status, for what staff ask before it is live; undefined when there is none. */
  readonly connection: (id: string) => Promise<Connected<Settings, Credentials, Api> | undefined>
}
