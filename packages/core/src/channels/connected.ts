import type { Account } from './account.ts'

/** A live connection of a channel, as the other keys of its plugin meet it. */
export interface Connected<Settings, Credentials, Api> {
  readonly id: string
  readonly name: string
  readonly account: Account<Settings, Credentials>
  readonly api: Api
}

/** What a channel's scope has beside every plugin's. */
export interface Connections<Settings, Credentials, Api> {
  /** Every live connection, with what `connect` made for it. */
  readonly connections: () => Promise<readonly Connected<Settings, Credentials, Api>[]>
}
