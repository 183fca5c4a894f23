import { eq } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { type Context, iso, newestFirst, type Page, param, run, type ShapeOf } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { problems } from '../problems.ts'
import { channelCommands } from '../schema.ts'
import { type CommandRow, commandById, commandsOfOrder, patchCommand } from './command-rows.ts'
import type { CommandPatch, CommandView } from './model.ts'
import type { StoredPayload } from './payload.ts'

interface Filters {
  readonly connectionId: string
  readonly status?: CommandRow['status'] | undefined
}

const listed = newestFirst(channelCommands, (has: ShapeOf<Filters>) => [
  eq(channelCommands.connectionId, param('connectionId')),
  has.status && eq(channelCommands.status, param('status')),
])

export async function pageOfCommands(
  ctx: Context,
  { connectionId, status, ...page }: Filters & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<CommandView>> {
  const { items, next } = await listed(ctx, { filters: { connectionId, status }, ...page })
  return { items: items.map(commandView), next }
}

export async function commandsAbout(ctx: Context, orderId: string): Promise<CommandView[]> {
  return (await ctx.db.all(commandsOfOrder, { orderId })).map(commandView)
}

function commandView({ askedAt, retryAt, createdAt, updatedAt, ...row }: CommandRow): CommandView {
  return {
    ...row,
    outcome: row.outcome ?? null,
    isUnknown: askedAt !== null,
    retryAt: row.status === 'waiting' ? iso(Math.max(retryAt, updatedAt)) : null,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  }
}

/** Throws `channels.commandNotFound`. */
export async function commandDetail(ctx: Context, id: string): Promise<CommandView> {
  return commandView(await commandRow(ctx, id))
}

async function commandRow(ctx: Context, id: string): Promise<CommandRow> {
  const row = await ctx.db.get(commandById, { id })
  if (row === undefined) throw problems.commandNotFound()
  return row
}

interface Deciding {
  readonly id: string
  readonly action: 'channels.retryCommand' | 'channels.skipCommand' | 'channels.editCommand'
  readonly detail?: unknown
  readonly change: (row: CommandRow) => Partial<typeof channelCommands.$inferInsert>
}

/** What staff decide about a command that is not done. Throws `channels.commandDone`. */
async function decide(ctx: Context, { id, action, detail, change }: Deciding): Promise<CommandView> {
  await run(ctx, {
    name: 'channels.command',
    plan: async (commandId) => {
      const row = await commandRow(ctx, id)
      if (row.status === 'done' || row.status === 'skipped') throw problems.commandDone()
      const patch = { ...change(row), updatedAt: ctx.now() }
      const guard = { changes: 1, refuse: () => 'stale' as const, touches: CHANNELS }
      return {
        result: { id },
        statements: [
          patchCommand({ id, status: row.status }, patch, guard),
          audit(ctx, { action, subject: id, detail, commandId }),
        ],
      }
    },
  })
  return commandDetail(ctx, id)
}

const AT_ONCE = { status: 'waiting', tries: 0, retryAt: 0 } as const

/** Told again at once; one whose outcome nobody heard is read back first. */
export function retryCommand(ctx: Context, id: string): Promise<CommandView> {
  return decide(ctx, { id, action: 'channels.retryCommand', change: () => AT_ONCE })
}

/** Somebody saw to it in another way. */
export function skipCommand(
  ctx: Context,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<CommandView> {
  const change = () => ({ status: 'skipped', outcome: { outcome: 'skipped', reason } }) as const
  return decide(ctx, { id, action: 'channels.skipCommand', detail: { reason }, change })
}

/** Told anew with something put right, and under another id, because it is another request. */
export function editCommand(
  ctx: Context,
  { id, patch }: { readonly id: string; readonly patch: CommandPatch },
): Promise<CommandView> {
  const change = ({ payload, kind, askedAt }: CommandRow) => {
    const { edition = 0, ...told } = payload as StoredPayload
    const known = Object.fromEntries(Object.entries(patch).filter(([field]) => field in told))
    // Money that may have gone out is the same request, and is read back.
    const isSame = kind === 'refund' && askedAt !== null
    if (isSame) return { ...AT_ONCE, payload: { ...told, ...known, edition } }
    return { ...AT_ONCE, askedAt: null, payload: { ...told, ...known, edition: edition + 1 } }
  }
  return decide(ctx, { id, action: 'channels.editCommand', detail: patch, change })
}
