import { type Context, run, update } from '../../kernel/index.ts'
import { CHANNELS, type ConnectionRow, changeLines } from '../connection-rows.ts'
import { problems } from '../problems.ts'
import { connections } from '../schema.ts'
import { refuseTaken, unlessTaken } from './account-taken.ts'
import { storedIdentity } from './identity.ts'
import { connectionRow } from './row.ts'

const changeConnection = update(connections)

type Turn = 'confirm' | 'pause' | 'resume'

/**
 * From dry run to live, and between live and paused. What changed in a pause is sent after it, once. Throws `channels.accountTaken` when
 * another live connection has the account, `channels.notConnected` when nobody knows whose it is and the platform does not answer.
 */
export async function turnConnection(
  ctx: Context,
  { id, to }: { readonly id: string; readonly to: Turn },
): Promise<string> {
  await run(ctx, {
    name: `channels.${to}`,
    plan: async (commandId) => {
      const row = await connectionRow(ctx, id)
      if (to === 'resume' && row.status === 'dry_run') throw problems.notLive()
      const going = to === 'pause' ? { status: 'paused' as const } : await goingLive(ctx, row)
      const line = changeConnection(
        { id, version: row.version },
        { ...going, version: row.version + 1, updatedAt: ctx.now() },
        { changes: 1, refuse: unlessTaken('account'), touches: CHANNELS },
      )
      return { result: null, statements: [line, ...changeLines(ctx, { ...row, action: `channels.${to}`, commandId })] }
    },
  })
  return id
}

async function goingLive(ctx: Context, row: ConnectionRow) {
  const account = row.account ?? (await storedIdentity(ctx, row.id))
  await refuseTaken(ctx, { ...row, account, path: 'account' })
  return { status: 'live' as const, account }
}
