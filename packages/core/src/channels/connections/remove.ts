import { type Context, requireVersion, run } from '../../kernel/index.ts'
import { type ConnectionRow, changeLines, connectionById } from '../connection-rows.ts'
import { tokensOf } from '../lane/index.ts'
import { presentChannel } from '../point.ts'
import { problems } from '../problems.ts'
import { sentCount } from './reads.ts'
import { removalLines } from './removal.ts'
import { connectionRow } from './row.ts'
import { withAccount } from './with-api.ts'

/** The platform forgets the tokens of an account that is taken away (RFC 7009). What it says to that stops nobody. */
export async function revokeTokens(ctx: Context, connection: ConnectionRow): Promise<void> {
  const installed = presentChannel(ctx, connection.channel)
  const revoke = installed?.channel.oauth?.revoke
  const tokens = tokensOf(ctx, connection)
  if (installed === undefined || revoke === undefined || tokens === null) return
  try {
    await withAccount(ctx, { id: connection.id, lane: 'revoke', installed }, ({ account }) => revoke(account, tokens))
  } catch (err) {
    ctx.log.warn({ err, connection: connection.id }, 'the tokens of an account could not be revoked at its channel')
  }
}

interface Removing {
  readonly id: string
  readonly version: number | undefined
}

/** Forgets an account, here and at its platform. Orders that came from it stay in the book. Throws `channels.stillListed` while it shows something. */
export async function removeConnection(ctx: Context, { id, version }: Removing): Promise<void> {
  const row = await ctx.db.get(connectionById, { id })
  const isAsked = row !== undefined && (version ?? row.version) === row.version
  if (isAsked && (await sentCount(ctx, id)) === 0) await revokeTokens(ctx, row)
  await forgetConnection(ctx, { id, version, mayShow: false })
}

/** Forgets an account here. */
export async function forgetConnection(
  ctx: Context,
  { id, version, mayShow }: Removing & { readonly mayShow: boolean },
): Promise<void> {
  await run(ctx, {
    name: 'channels.remove',
    plan: async (commandId) => {
      const row = await connectionRow(ctx, id)
      requireVersion(version, row.version)
      const count = await sentCount(ctx, id)
      if (count > 0 && !mayShow)
        throw problems.stillListed({ detail: `${count} listings of ${row.name} are on the channel.` })
      return {
        result: null,
        statements: [...removalLines(id), ...changeLines(ctx, { ...row, action: 'channels.remove', commandId })],
      }
    },
  })
}
