import type { Context } from '../../kernel/index.ts'
import type { Account, Tokens } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { channelFailure, failureOf } from '../failure.ts'
import { bucketsOf, openAccount, scrubberOf } from '../lane/index.ts'
import { shapeHash } from '../listings/index.ts'
import type { InstalledChannel } from '../point.ts'
import { withAccount } from './with-api.ts'

interface Asked {
  readonly channel: AnyChannel
  readonly settings: unknown
  readonly credentials: unknown
  readonly api: () => unknown
}

/** Hash of what makes the account the same one; null when there is none, or nobody can tell. Throws what the channel throws. */
async function identityOf({ channel, settings, credentials, api }: Asked): Promise<string | null> {
  const { identity } = channel
  if (identity === 'shared') return null
  if (identity === undefined) {
    const isTold = channel.credentials !== undefined && channel.oauth?.authorize === undefined
    return isTold ? shapeHash({ settings, credentials }) : null
  }
  const said = await identity({ settings, credentials, api: await api() })
  return said === undefined ? null : shapeHash(said)
}

/** Of a connection as it is stored. Throws `channels.notConnected` when its platform must be asked and does not answer. */
export function storedIdentity(ctx: Context, id: string): Promise<string | null> {
  return withAccount(ctx, { id, lane: 'account' }, ({ account, channel, installed }) =>
    identityOf({ ...account, channel, api: () => installed.connect(account, ctx) }),
  )
}

/** Of an account with tokens that are not kept yet. Null when the platform does not answer: then it is asked before it goes live. */
export async function identityWith(
  ctx: Context,
  installed: InstalledChannel,
  { account, token }: { readonly account: Account<unknown, unknown>; readonly token: () => Promise<string> },
): Promise<string | null> {
  const { channel, connect } = installed
  try {
    return await identityOf({ ...account, channel, api: () => connect({ ...account, token }, ctx) })
  } catch (thrown) {
    const { kind } = failureOf(thrown)
    ctx.log.info({ kind, connection: account.connectionId }, 'a channel could not tell whose account it is')
    return null
  }
}

export interface NewIdentity {
  readonly account: string | null
  /** What was granted on the way: a refresh token may be good for once. */
  readonly granted: Tokens | undefined
}

/** Of settings and credentials that are not stored yet. `isGranted`: tokens of the connection stay good for them. */
export async function newIdentity(
  ctx: Context,
  installed: InstalledChannel,
  { row, isGranted }: { readonly row: ConnectionRow; readonly isGranted: boolean },
): Promise<NewIdentity> {
  const scrubber = scrubberOf(ctx, row)
  const buckets = bucketsOf(ctx, row.id, installed.channel.limits ?? {})
  const signal = ctx.request.signal ?? new AbortController().signal
  const account = openAccount(ctx, { connection: row, installed, buckets, signal, scrubber })
  let granted: Tokens | undefined
  const token = async () => {
    const { oauth, id } = installed.channel
    if (oauth === undefined) throw channelFailure({ kind: 'auth', message: `${id} has no tokens` })
    granted ??= await oauth.refresh(account, null)
    return granted.accessToken
  }
  const found = await identityWith(ctx, installed, { account, token: isGranted ? account.token : token })
  return { account: found, granted }
}
