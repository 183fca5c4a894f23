import { and, eq, ne, sql } from 'drizzle-orm'
import { duration, list, oneOf, param, query } from '../../kernel/index.ts'
import type { CommandOutcome, GivenBack } from '../acknowledgement.ts'
import type { Failure } from '../failure.ts'
import { ask, type Work } from '../lane/index.ts'
import { channelCommands } from '../schema.ts'
import type { CommandRow } from './command-rows.ts'
import type { Payloads } from './payload.ts'

/** `repeat`: nothing is known, and the command is told again under the same id. `later`: the channel does not answer. */
export type Known = CommandOutcome | 'repeat' | 'later'

const toldOfOthers = query((q) =>
  q
    .select({ toldAs: channelCommands.toldAs })
    .from(channelCommands)
    .where(and(eq(channelCommands.connectionId, param('connectionId')), oneOf(channelCommands.toldAs, 'ids'))),
)

const unknownRefunds = query((q) =>
  q
    .select({ id: channelCommands.id })
    .from(channelCommands)
    .where(
      and(
        eq(channelCommands.connectionId, param('connectionId')),
        eq(channelCommands.kind, sql`'refund'`),
        sql`asked_at is not null`,
        ne(channelCommands.id, param('id')),
      ),
    )
    .limit(1),
)

const readerOf = ({ channel }: Work, { kind }: CommandRow) => (kind === 'refund' ? channel.orders?.refunds : undefined)

/** Whether what the channel shows tells what became of it. */
export const isShown = (work: Work, row: CommandRow) => readerOf(work, row) !== undefined

/** What is written down before a refund is told for the first time; what was noted once stays, so that a late one is seen as new. */
export async function noted(
  work: Work,
  row: CommandRow,
): Promise<{ readonly note: { readonly shown?: readonly string[] } } | { readonly failure: Failure }> {
  if (!isShown(work, row) || row.shown !== null) return { note: {} }
  const answer = await readShown(work, row)
  return 'failure' in answer ? answer : { note: { shown: answer.said.map(({ id }) => id) } }
}

function readShown(work: Work, row: CommandRow) {
  const { externalId, createdAt: since } = row
  const about = { step: 'refunds', about: [externalId] }
  return ask(work, about, async () => (await readerOf(work, row)?.read(work.api, { externalId, since })) ?? [])
}

/** What the channel shows of a refund whose outcome nobody heard. */
export async function shownSince(work: Work, row: CommandRow): Promise<Known> {
  const answer = await readShown(work, row)
  if ('failure' in answer) return 'later'
  const before = new Set(row.shown)
  const found = answer.said.filter(({ id }) => !before.has(id))
  const told = { connectionId: row.connectionId, ids: list(found.map(({ id }) => id)) }
  const others = new Set((await work.ctx.db.all(toldOfOthers, told)).map(({ toldAs }) => toldAs))
  const fresh = found.filter(({ id }) => !others.has(id))
  if (fresh.length > 0) return ours(work, row, fresh)
  const within = duration(readerOf(work, row)?.within ?? '10m')
  return work.ctx.now() < (row.askedAt ?? 0) + within ? 'later' : 'repeat'
}

const UNCLEAR: CommandOutcome = {
  outcome: 'refused',
  issues: [
    {
      severity: 'error',
      code: 'unclear',
      message: 'the channel shows more than one refund that may be this one: look there before it is told again',
    },
  ],
}

/** Never told again when something new is shown: rather a person decides. */
async function ours({ ctx }: Work, row: CommandRow, fresh: readonly GivenBack[]): Promise<CommandOutcome> {
  const { amount } = row.payload as Payloads['refund']
  const [only] = fresh
  const exact = fresh.find((one) => one.amount === amount)
  if (exact !== undefined) return named(exact)
  const isOfOrder = fresh.every((one) => one.amount !== undefined)
  const sum = fresh.reduce((all, one) => all + (one.amount ?? 0), 0)
  const slowest = fresh.find(({ outcome }) => outcome.outcome !== 'done') ?? only
  if (isOfOrder && sum === amount && slowest !== undefined) return named(slowest)
  if (only === undefined || fresh.length > 1) return UNCLEAR
  if (isOfOrder) return named(only)
  const other = await ctx.db.get(unknownRefunds, { connectionId: row.connectionId, id: row.id })
  return other === undefined ? named(only) : UNCLEAR
}

const named = ({ id, outcome }: GivenBack): CommandOutcome =>
  outcome.outcome === 'refused' ? outcome : { externalId: id, ...outcome }
