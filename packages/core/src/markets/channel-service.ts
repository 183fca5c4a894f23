import { eq } from 'drizzle-orm'
import {
  type Context,
  containing,
  contains,
  insertInto,
  nearest,
  newestFirst,
  type Page,
  param,
  type Refusal,
  requireVersion,
  rowByRef,
  run,
  type ShapeOf,
  type Statement,
  statement,
  update,
} from '../kernel/index.ts'
import type { ChannelInput, ChannelPatch } from './model.ts'
import { problems } from './problems.ts'
import { allMarkets, MARKETS } from './reads.ts'
import { salesChannels } from './schema.ts'

export type ChannelRow = typeof salesChannels.$inferSelect

interface Filters {
  readonly status?: ChannelRow['status'] | undefined
  readonly kind?: ChannelRow['kind'] | undefined
  readonly q?: string | undefined
}

const byIdOrCode = rowByRef(salesChannels, 'code')

const listed = newestFirst(salesChannels, (has: ShapeOf<Filters>) => [
  has.status && eq(salesChannels.status, param('status')),
  has.kind && eq(salesChannels.kind, param('kind')),
  has.q && contains([salesChannels.name, salesChannels.code], 'q'),
])

const insert = insertInto(salesChannels)
const change = update(salesChannels)
const clearDefault = statement((q) =>
  q.update(salesChannels).set({ isDefault: false }).where(eq(salesChannels.isDefault, true)),
)

/** A sales channel by id or code. Throws `markets.notFound`. */
export async function getChannel(ctx: Context, ref: string): Promise<ChannelRow> {
  const found = await ctx.db.get(byIdOrCode, { ref })
  if (found !== undefined) return found
  throw problems.notFound({ detail: `There is no sales channel ${JSON.stringify(ref.slice(0, 60))}.` })
}

export function listChannels(
  ctx: Context,
  { status, kind, q, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<ChannelRow>> {
  return listed(ctx, { filters: { status, kind, ...containing('q', q) }, ...page })
}

export async function createChannel(ctx: Context, input: ChannelInput): Promise<string> {
  const { result } = await run(ctx, {
    name: 'markets.createChannel',
    plan: async () => {
      await requireMarkets(ctx, input.marketCodes)
      const { id, lines } = newChannelLines(ctx, input, () =>
        problems.codeTaken({ errors: [{ path: 'body.code', code: 'taken', message: 'is in use' }] }),
      )
      return { statements: lines, result: id }
    },
  })
  return result
}

/** A sales channel that another room's command makes along with what it is for. Its markets must exist. */
export function newChannelLines(
  ctx: Pick<Context, 'newId' | 'now'>,
  input: ChannelInput,
  refuse: Refusal = () => 'stale',
): { readonly id: string; readonly lines: Statement[] } {
  const id = ctx.newId('chn')
  const now = ctx.now()
  const line = insert({ ...input, id, createdAt: now, updatedAt: now }, { refuse, touches: MARKETS })
  return { id, lines: [...giveUpDefault(input.isDefault), line] }
}

export async function updateChannel(
  ctx: Context,
  { ref, patch, version }: { ref: string; patch: ChannelPatch; version: number | undefined },
): Promise<string> {
  const { result } = await run(ctx, {
    name: 'markets.updateChannel',
    plan: async () => {
      const row = await getChannel(ctx, ref)
      requireVersion(version, row.version)
      await requireMarkets(ctx, patch.marketCodes ?? [])
      if (row.isDefault && (patch.isDefault === false || patch.status === 'archived'))
        throw problems.defaultNeeded({ detail: `${row.code} is the default sales channel.` })
      const line = change(
        { id: row.id, version: row.version },
        { ...patch, version: row.version + 1, updatedAt: ctx.now() },
        { changes: 1, refuse: refuseUpdate, touches: MARKETS },
      )
      return { statements: [...giveUpDefault(patch.isDefault === true && !row.isDefault), line], result: row.id }
    },
  })
  return result
}

const refuseUpdate = ({ kind }: { kind: string }) =>
  kind === 'check' ? problems.defaultNeeded({ detail: 'An archived channel cannot be the default.' }) : 'stale'

function giveUpDefault(isNeeded: boolean): Statement[] {
  return isNeeded ? [clearDefault({}, { touches: MARKETS })] : []
}

async function requireMarkets(ctx: Context, codes: readonly string[]): Promise<void> {
  const known = (await allMarkets(ctx)).map(({ code }) => code)
  const index = codes.findIndex((code) => !known.includes(code))
  if (index < 0) return
  const meant = nearest(codes[index] ?? '', known)
  const hint = meant === undefined ? `Known here: ${known.slice(0, 20).join(', ')}.` : `Did you mean ${meant}?`
  throw problems.unknownMarket({
    detail: `There is no market ${JSON.stringify(codes[index])}.`,
    hint,
    errors: [{ path: `body.marketCodes.${index}`, code: 'unknown', message: `is not known. ${hint}` }],
  })
}
