import type { App } from '../../kernel/index.ts'
import type { Account } from '../account.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { httpOver } from '../http.ts'
import type { InstalledChannel } from '../point.ts'
import type { Buckets } from './buckets.ts'
import { credentialsOf, freshToken, tokensOf } from './credentials.ts'
import { quotaOf } from './quota.ts'
import type { Recorder } from './recorder.ts'
import { type Scrubber, scrubber, textsIn } from './scrub.ts'

export interface AccountOptions {
  readonly connection: ConnectionRow
  readonly installed: InstalledChannel
  readonly buckets: Buckets
  readonly signal: AbortSignal
  readonly recorder?: Recorder
  readonly scrubber: Scrubber
}

/** What must not be read anywhere: the credentials and tokens of the connection. */
export function scrubberOf(app: Pick<App, 'sealer'>, connection: ConnectionRow): Scrubber {
  const { accessToken, refreshToken } = tokensOf(app, connection) ?? {}
  const tokens = [accessToken, refreshToken].filter((text) => text !== undefined)
  return scrubber([...textsIn(credentialsOf(app, connection)), ...tokens])
}

/** The account of a connection as its channel's code gets it. */
export function openAccount(app: App, options: AccountOptions): Account<unknown, unknown> {
  const { connection, installed, buckets, signal, recorder, scrubber: hidden } = options
  const account: Account<unknown, unknown> = {
    connectionId: connection.id,
    settings: connection.settings,
    credentials: credentialsOf(app, connection),
    signal,
    now: app.now,
    log: app.log,
    quota: quotaOf(app, connection.id),
    async token() {
      const { accessToken } = await freshToken(app, {
        connectionId: connection.id,
        channel: installed.channel,
        account,
      })
      hidden.learn(accessToken)
      return accessToken
    },
    http: httpOver({
      fetch: installed.fetch,
      now: app.now,
      signal,
      take: (bucket) => buckets.take(bucket, signal),
      hint: (hint) => void buckets.hint(hint).catch((err) => app.log.warn({ err }, 'a rate limit was not noted')),
      record: (exchange) => recorder?.record(exchange),
    }),
  }
  return account
}
