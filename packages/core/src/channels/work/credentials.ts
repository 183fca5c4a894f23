import { sql } from 'drizzle-orm'
import { type App, MINUTE, OWED, param, plain } from '../../kernel/index.ts'
import type { Account, Tokens } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import { type ConnectionRow, connectionById } from '../connection-rows.ts'
import { channelFailure } from '../failure.ts'

type Sealing = Pick<App, 'sealer'>

/** The connection is part of the purpose: what was sealed for one account does not open for another. */
const purpose = (connectionId: string, what: 'credentials' | 'tokens') => `channels/${connectionId}/${what}`

export function sealCredentials({ sealer }: Sealing, connectionId: string, credentials: unknown): string {
  return sealer.seal(JSON.stringify(credentials), purpose(connectionId, 'credentials'))
}

export function credentialsOf({ sealer }: Sealing, { id, credentials }: ConnectionRow): unknown {
  return credentials === null ? {} : JSON.parse(sealer.unseal(credentials, purpose(id, 'credentials')))
}

export function tokensOf({ sealer }: Sealing, { id, tokens }: ConnectionRow): Tokens | null {
  return tokens === null ? null : (JSON.parse(sealer.unseal(tokens, purpose(id, 'tokens'))) as Tokens)
}

const storeTokens = plain(sql`
  update channel_connections set tokens = ${param('tokens')}, tokens_expire_at = ${param('expiresAt')}
  where id = ${param('id')} and tokens is ${param('before')}`)

/** Keeps new tokens, unless somebody else was quicker: then theirs are the good ones. A refresh token that was not sent anew stays. */
export async function keepTokens(app: Pick<App, 'db' | 'sealer'>, row: ConnectionRow, tokens: Tokens): Promise<void> {
  const former = tokensOf(app, row)
  const kept = former?.refreshToken === undefined ? tokens : { refreshToken: former.refreshToken, ...tokens }
  const sealed = app.sealer.seal(JSON.stringify(kept), purpose(row.id, 'tokens'))
  await app.db.batch(
    [storeTokens({ id: row.id, tokens: sealed, expiresAt: tokens.expiresAt, before: row.tokens })],
    OWED,
  )
}

/** A token is not used in its last two minutes: a call may take some time. */
const MARGIN = 2 * MINUTE
const refreshing = new WeakMap<App['db'], Map<string, Promise<Tokens>>>()

/** The access token of a connection, refreshed before it ends; by one call of this process however many ask. */
export async function freshToken(
  app: App,
  { connectionId, channel, account }: { connectionId: string; channel: AnyChannel; account: Account<unknown, unknown> },
): Promise<Tokens> {
  const row = await app.db.get(connectionById, { id: connectionId })
  if (row === undefined) throw channelFailure({ kind: 'auth', message: 'the connection is gone' })
  const current = tokensOf(app, row)
  if (current !== null && current.expiresAt - MARGIN > app.now()) return current
  const { oauth } = channel
  if (oauth === undefined) throw channelFailure({ kind: 'auth', message: `${channel.id} has no tokens` })
  const busy = refreshing.get(app.db) ?? new Map<string, Promise<Tokens>>()
  refreshing.set(app.db, busy)
  const known = busy.get(connectionId)
  if (known !== undefined) return known
  const made = oauth
    .refresh(account, current)
    .then(async (tokens) => {
      await keepTokens(app, row, tokens)
      return tokens
    })
    .finally(() => busy.delete(connectionId))
  busy.set(connectionId, made)
  return made
}

/** After a 401: what we have is not taken any more, whatever its date says. */
export async function forgetToken(app: Pick<App, 'db' | 'sealer'>, connectionId: string): Promise<void> {
  const row = await app.db.get(connectionById, { id: connectionId })
  if (row?.tokens == null) return
  const tokens = tokensOf(app, row)
  if (tokens !== null) await keepTokens(app, row, { ...tokens, expiresAt: 0 })
}
