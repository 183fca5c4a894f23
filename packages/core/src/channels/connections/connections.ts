import { audit } from '../../access/index.ts'
import { type Context, insertInto, requireVersion, run, update } from '../../kernel/index.ts'
import type { Tokens } from '../account.ts'
import { CHANNELS, type ConnectionRow, changeLines } from '../connection-rows.ts'
import { keepTokens, mended, sealCredentials } from '../lane/index.ts'
import { markWhole } from '../mark-whole.ts'
import { connections } from '../schema.ts'
import { refuseTaken, unlessTaken } from './account-taken.ts'
import { checkedAccount, checkLocations, placeOf } from './check.ts'
import { newIdentity } from './identity.ts'
import { installedChannel } from './installed.ts'
import type { ConnectionInput, ConnectionPatch } from './model.ts'
import { connectionRow } from './row.ts'

const insertConnection = insertInto(connections)
const changeConnection = update(connections)
const touching = { touches: CHANNELS }

interface NewRow {
  readonly input: ConnectionInput
  readonly account: ReturnType<typeof checkedAccount>
  readonly place: Awaited<ReturnType<typeof placeOf>>['place']
}

function newRow(ctx: Context, { input, account, place }: NewRow): ConnectionRow {
  const { channel, name, stockPolicy, pricePolicy, onDrift } = input
  const id = ctx.newId('con')
  const now = ctx.now()
  return {
    ...place,
    ...{ id, channel, name, stockPolicy, pricePolicy, onDrift },
    status: 'dry_run',
    settings: account.settings,
    credentials: account.credentials === undefined ? null : sealCredentials(ctx, id, account.credentials),
    tokens: null,
    tokensExpireAt: null,
    account: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

/**
 * Connects an account. It begins as a dry run: what would be sent is shown, and nothing is. Answers its id. Throws `channels.accountTaken` when
 * another live connection has it.
 */
export async function createConnection(ctx: Context, input: ConnectionInput): Promise<string> {
  const installed = installedChannel(ctx, input.channel)
  const account = checkedAccount(installed.channel, input)
  await checkLocations(ctx, [input.stockPolicy])
  let granted: Tokens | undefined
  const { result } = await run(ctx, {
    name: 'channels.connect',
    plan: async (commandId) => {
      const { place, lines } = await placeOf(ctx, installed.channel, input)
      const given = newRow(ctx, { input, account, place })
      const identity = await newIdentity(ctx, installed, { row: given, isGranted: false })
      granted = identity.granted ?? granted
      const row = { ...given, account: identity.account }
      await refuseTaken(ctx, { ...row, path: input.credentials === undefined ? 'body.settings' : 'body.credentials' })
      const detail = { channel: input.channel }
      const told = changeLines(ctx, { ...row, action: 'channels.connect', detail, commandId })
      return { result: row.id, statements: [...lines, insertConnection(row, touching), ...told] }
    },
  })
  await keepGranted(ctx, result, granted)
  return result
}

async function keepGranted(ctx: Context, id: string, tokens: Tokens | undefined): Promise<void> {
  if (tokens !== undefined) await keepTokens(ctx, await connectionRow(ctx, id), tokens)
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
  let granted: Tokens | undefined
  await run(ctx, {
    name: 'channels.update',
    plan: async (commandId) => {
      const row = await connectionRow(ctx, id)
      requireVersion(version, row.version)
      const isNewAccount = credentials !== undefined
      const isAccount = isNewAccount || settings !== undefined
      const changed = isAccount ? await changedAccount(ctx, row, { settings, credentials }) : undefined
      granted = changed?.granted ?? granted
      const line = changeConnection(
        { id, version: row.version },
        { ...fields, ...changed?.patch, version: row.version + 1, updatedAt: ctx.now() },
        { changes: 1, refuse: unlessTaken(isNewAccount ? 'body.credentials' : 'body.settings'), ...touching },
      )
      const told = changeLines(ctx, { ...row, action: 'channels.update', detail: Object.keys(patch), commandId })
      const isMended = isNewAccount ? [mended({ connectionId: id })] : []
      return { result: null, statements: [line, ...isMended, ...markWhole(id, ctx.now()), ...told] }
    },
  })
  await keepGranted(ctx, id, granted)
  return id
}

/** What other settings or credentials change of a row, and whose account it is with them. Tokens are those of the former credentials. */
async function changedAccount(
  ctx: Context,
  row: ConnectionRow,
  { settings, credentials }: Pick<ConnectionPatch, 'settings' | 'credentials'>,
) {
  const installed = installedChannel(ctx, row.channel)
  const checked = checkedAccount(installed.channel, { settings: settings ?? row.settings, credentials })
  const isNewAccount = credentials !== undefined
  const given = {
    settings: settings === undefined ? row.settings : checked.settings,
    ...(isNewAccount
      ? { credentials: sealCredentials(ctx, row.id, checked.credentials), tokens: null, tokensExpireAt: null }
      : {}),
  }
  const { account, granted } = await newIdentity(ctx, installed, {
    row: { ...row, ...given },
    isGranted: !isNewAccount,
  })
  await refuseTaken(ctx, { ...row, account, path: isNewAccount ? 'body.credentials' : 'body.settings' })
  return { patch: { ...given, account }, granted }
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
