import { audit } from '../../access/index.ts'
import { type Context, MINUTE, OWED, run } from '../../kernel/index.ts'
import { CHANNELS, connectionById } from '../connection-rows.ts'
import { credentialsOf, keepTokens, mended } from '../lane/index.ts'
import { problems } from '../problems.ts'
import { noteAccount, refuseTaken, unlessTaken } from './account-taken.ts'
import { identityWith } from './identity.ts'
import { installedChannel } from './installed.ts'
import { connectionRow } from './row.ts'
import { withAccount } from './with-api.ts'

/** So long somebody may look at the platform's page. */
const PATIENCE = 30 * MINUTE
const PURPOSE = 'channels/authorize'

/** Where platforms send merchants back to: the address to be entered there. */
function redirectUriOf({ settings }: Pick<Context, 'settings'>): string {
  return `${settings.publicUrl}/admin/connections/authorized`
}

/**
 * The page of the platform on which the merchant lets us act for him (RFC 6749, 4.1.1). `state` is sealed: what comes back with it was asked
 * for by us, for this connection, not long ago.
 */
export async function authorizeUrl(ctx: Context, id: string): Promise<{ url: string; redirectUri: string }> {
  const connection = await connectionRow(ctx, id)
  const { channel } = installedChannel(ctx, connection.channel)
  if (channel.oauth?.authorize === undefined) throw problems.noOauth()
  const redirectUri = redirectUriOf(ctx)
  const state = ctx.sealer.seal(JSON.stringify({ id, at: ctx.now() }), PURPOSE)
  const credentials = credentialsOf(ctx, connection)
  return {
    url: channel.oauth.authorize({ settings: connection.settings, credentials, redirectUri, state }),
    redirectUri,
  }
}

/**
 * The merchant comes back: the code becomes tokens, which are sealed. Answers the name of the connection. Throws `channels.stateInvalid`,
 * `channels.notConnected`, and `channels.accountTaken` when another live connection has the account: then the tokens of before stay.
 */
export async function completeAuthorization(ctx: Context, query: URLSearchParams): Promise<string> {
  const { id, at } = askedFor(ctx, query.get('state') ?? '')
  const refused = query.get('error_description') ?? query.get('error')
  if (refused !== null) throw problems.notConnected({ detail: refused.slice(0, 300) })
  const connection = await connectionRow(ctx, id)
  const installed = installedChannel(ctx, connection.channel)
  const exchange = installed.channel.oauth?.exchange
  if (exchange === undefined) throw problems.noOauth()
  const code = query.get('code') ?? query.get('spapi_oauth_code') ?? ''
  const { tokens, identity } = await withAccount(ctx, { id, lane: 'authorize' }, async ({ account }) => {
    const granted = await exchange(account, { code, redirectUri: redirectUriOf(ctx), query })
    const token = async () => granted.accessToken
    return { tokens: granted, identity: await identityWith(ctx, installed, { account, token }) }
  })
  await refuseTaken(ctx, { ...connection, account: identity, path: 'account' })
  await ctx.db.batch([noteAccount({ id, account: identity }, { refuse: unlessTaken('account') })], OWED)
  const row = await ctx.db.get(connectionById, { id })
  if (row !== undefined) await keepTokens(ctx, row, tokens)
  await ctx.db.batch([mended({ connectionId: id }, { touches: CHANNELS })], OWED)
  await run(ctx, {
    name: 'channels.authorized',
    id: `channels.authorized/${id}/${at}`,
    plan: (commandId) => ({
      result: null,
      statements: [audit(ctx, { action: 'channels.authorized', subject: id, commandId })],
    }),
  })
  return connection.name
}

function askedFor(ctx: Context, state: string): { readonly id: string; readonly at: number } {
  try {
    const { id, at } = JSON.parse(ctx.sealer.unseal(state, PURPOSE)) as { id: string; at: number }
    if (ctx.now() - at < PATIENCE) return { id, at }
  } catch {
    // Not sealed by us.
  }
  throw problems.stateInvalid()
}
