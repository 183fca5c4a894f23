import { audit } from '../../access/index.ts'
import { type Context, insertInto, requireVersion, run, update } from '../../kernel/index.ts'
import { CHANNELS, type ConnectionRow, changeLines, connectionById } from '../connection-rows.ts'
import { mended, sealCredentials } from '../lane/index.ts'
import { markWhole } from '../mark-whole.ts'
import { problems } from '../problems.ts'
import { connections } from '../schema.ts'
import { checkedAccount, checkLocations, placeOf } from './check.ts'
import { installedChannel } from './installed.ts'
import type { ConnectionInput, ConnectionPatch } from './model.ts'

const insertConnection = insertInto(connections)
const changeConnection = update(connections)
const touching = { touches: CHANNELS }

export async function connectionRow(ctx: Pick<Context, 'db'>, id: string): Promise<ConnectionRow> {
  const row = await ctx.db.get(connectionById, { id })
  if (row === undefined) throw problems.notFound()
  return row
}

/** Connects an account. It begins as a dry run: what would be sent is shown, and nothing is. Answers its id. */
export async function createConnection(ctx: Context, input: ConnectionInput): Promise<string> {
  const installed = installedChannel(ctx, input.channel)
  const account = checkedAccount(installed.channel, input)
  await checkLocations(ctx, [input.stockPolicy])
  const { result } = await run(ctx, {
    name: 'channels.connect',
    plan: async (commandId) => {
      const { place, lines } = await placeOf(ctx, installed.channel, input)
      const id = ctx.newId('con')
      const now = ctx.now()
      const row = {
        ...place,
        id,
        channel: input.channel,
        name: input.name,
        status: 'dry_run' as const,
        settings: account.settings,
        credentials: account.credentials === undefined ? null : sealCredentials(ctx, id, account.credentials),
        stockPolicy: input.stockPolicy,
        pricePolicy: input.pricePolicy,
        onDrift: input.onDrift,
        createdAt: now,
        updatedAt: now,
      }
      const detail = { channel: input.channel }
      const told = changeLines(ctx, { ...row, action: 'channels.connect', detail, commandId })
      return { result: id, statements: [...lines, insertConnection(row, touching), ...told] }
    },
  })
  return result
}

export interface ConnectionChange {
  readonly id: string
  readonly patch: ConnectionPatch
  readonly version: number | undefined
}

/** Changes a connection. Whatever may change what the channel shows makes everything be compared again. Answers its id. */
export async function updateConnection(ctx: Context, { id, patch, version }: ConnectionChange): Promise<string> {
  const { credentials, settings, ...fields } = patch
  await checkLocations(ctx, patch.stockPolicy === undefined ? [] : [patch.stockPolicy])
  await run(ctx, {
    name: 'channels.update',
    plan: async (commandId) => {
      const row = await connectionRow(ctx, id)
      requireVersion(version, row.version)
      const { channel } = installedChannel(ctx, row.channel)
      const account = checkedAccount(channel, { settings: settings ?? row.settings, credentials })
      const isNewAccount = credentials !== undefined
      const line = changeConnection(
        { id, version: row.version },
        {
          ...fields,
          settings: settings === undefined ? undefined : account.settings,
          credentials: isNewAccount ? sealCredentials(ctx, id, account.credentials) : undefined,
          tokens: isNewAccount ? null : undefined,
          tokensExpireAt: isNewAccount ? null : undefined,
          version: row.version + 1,
          updatedAt: ctx.now(),
        },
        { changes: 1, refuse: () => 'stale', ...touching },
      )
      const told = changeLines(ctx, { ...row, action: 'channels.update', detail: Object.keys(patch), commandId })
      return {
        result: null,
        statements: [
          line,
          ...(isNewAccount ? [mended({ connectionId: id })] : []),
          ...markWhole(id, ctx.now()),
          ...told,
        ],
      }
    },
  })
  return id
}

type Turn = 'confirm' | 'pause' | 'resume'

/** From dry run to live, and between live and paused. What changed in a pause is sent after it, once. */
export async function turnConnection(
  ctx: Context,
  { id, to }: { readonly id: string; readonly to: Turn },
): Promise<string> {
  await run(ctx, {
    name: `channels.${to}`,
    plan: async (commandId) => {
      const row = await connectionRow(ctx, id)
      const status = to === 'pause' ? 'paused' : 'live'
      if (to === 'resume' && row.status === 'dry_run') throw problems.notLive()
      const patch = { status, version: row.version + 1, updatedAt: ctx.now() } as const
      const line = changeConnection({ id, version: row.version }, patch, {
        changes: 1,
        refuse: () => 'stale',
        ...touching,
      })
      return { result: null, statements: [line, ...changeLines(ctx, { ...row, action: `channels.${to}`, commandId })] }
    },
  })
  return id
}

/** Compares everything again, whatever is thought to be there. */
export async function resyncConnection(ctx: Context, id: string): Promise<void> {
  await connectionRow(ctx, id)
  await run(ctx, {
    name: 'channels.resync',
    plan: (commandId) => ({
      result: null,
      statements: [...markWhole(id, ctx.now()), audit(ctx, { action: 'channels.resync', subject: id, commandId })],
    }),
  })
}
