import { setTimeout } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { type App, MINUTE, OWED, param, plain, query, SECOND } from '../../kernel/index.ts'
import type { Account, Tokens } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import { type ConnectionRow, connectionById } from '../connection-rows.ts'
import { channelFailure } from '../failure.ts'
import { leases } from '../schema.ts'

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

interface Refreshing {
  readonly connectionId: string
  readonly channel: AnyChannel
  readonly account: Account<unknown, unknown>
}

/** The access token of a connection, refreshed before it ends; by one call of one process however many ask. */
export async function freshToken(app: App, refreshed: Refreshing): Promise<Tokens> {
  const { connectionId } = refreshed
  const { current } = await kept(app, connectionId)
  if (isFresh(app, current)) return current
  const busy = refreshing.get(app.db) ?? new Map<string, Promise<Tokens>>()
  refreshing.set(app.db, busy)
  const known = busy.get(connectionId)
  if (known !== undefined) return known
  const made = inTurn(app, connectionId, () => refresh(app, refreshed)).finally(() => busy.delete(connectionId))
  busy.set(connectionId, made)
  return made
}

async function kept(app: App, id: string): Promise<{ readonly row: ConnectionRow; readonly current: Tokens | null }> {
  const row = await app.db.get(connectionById, { id })
  if (row === undefined) throw channelFailure({ kind: 'auth', message: 'the connection is gone' })
  return { row, current: tokensOf(app, row) }
}

const isFresh = ({ now }: Pick<App, 'now'>, tokens: Tokens | null): tokens is Tokens =>
  tokens !== null && tokens.expiresAt - MARGIN > now()

/** Somebody else may have been quicker: a refresh token that is good for once is not used again. */
async function refresh(app: App, { connectionId, channel, account }: Refreshing): Promise<Tokens> {
  const { row, current } = await kept(app, connectionId)
  if (isFresh(app, current)) return current
  if (channel.oauth === undefined) throw channelFailure({ kind: 'auth', message: `${channel.id} has no tokens` })
  const tokens = await channel.oauth.refresh(account, current)
  await keepTokens(app, row, tokens)
  return tokens
}

const claim = plain(sql`
  insert into channel_leases (connection_id, owner, until) values (${param('name')}, ${param('owner')}, ${param('until')})
  on conflict (connection_id) do update set owner = excluded.owner, until = excluded.until
  where channel_leases.until < ${param('now')}`)
const release = plain(sql`
  delete from channel_leases where connection_id = ${param('name')} and owner = ${param('owner')}`)
const ownerOf = query((q) =>
  q
    .select({ owner: leases.owner })
    .from(leases)
    .where(eq(leases.connectionId, param('name'))),
)

/** A process that died over it keeps the others waiting so long; no call takes longer. */
const TURN = MINUTE
const LOOK = SECOND / 4

/** One process at a time: every process may ask for a token, whoever has the lease of the connection. */
async function inTurn<T>(app: App, connectionId: string, work: () => Promise<T>): Promise<T> {
  const name = `${connectionId}/tokens`
  const owner = app.newId('run')
  const line = () => claim({ name, owner, now: app.now(), until: app.now() + TURN })
  for (let looks = 0; looks < (2 * TURN) / LOOK; looks += 1) {
    await app.db.batch([line()], OWED)
    const holder = await app.db.get(ownerOf, { name })
    if (holder?.owner === owner)
      return work().finally(() => app.db.batch([release({ name, owner })], OWED).catch(() => undefined))
    await setTimeout(LOOK)
  }
  throw channelFailure({ kind: 'temporary', message: 'another process renews the token, and does not end' })
}

/** After a 401: what we have is not taken any more, whatever its date says. */
export async function forgetToken(app: Pick<App, 'db' | 'sealer'>, connectionId: string): Promise<void> {
  const row = await app.db.get(connectionById, { id: connectionId })
  if (row?.tokens == null) return
  const tokens = tokensOf(app, row)
  if (tokens !== null) await keepTokens(app, row, { ...tokens, expiresAt: 0 })
}
