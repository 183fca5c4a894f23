import { and, lt, ne, sql } from 'drizzle-orm'
import { type Context, DAY, list, OWED, oneOf, param, plain, query, type Statement } from '../../kernel/index.ts'
import { exchanges, runs, steps } from '../schema.ts'
import { interruptOld } from './interrupt.ts'

/** So long the records answer questions. */
const KEPT = { exchanges: 7 * DAY, runs: 30 * DAY, hooks: 30 * DAY } as const
const CHUNK = 1_000
const before = param('before')

const oldExchanges = query((q) =>
  q.select({ id: exchanges.number }).from(exchanges).where(lt(exchanges.startedAt, before)).limit(CHUNK),
)
const oldRuns = query((q) =>
  q
    .select({ id: runs.id })
    .from(runs)
    .where(and(lt(runs.startedAt, before), ne(runs.status, 'running')))
    .limit(CHUNK),
)
const removeExchanges = plain(sql`delete from channel_exchanges where ${oneOf(exchanges.number, 'ids')}`)
const removeRuns = plain(sql`delete from channel_runs where ${oneOf(runs.id, 'ids')}`)
const removeSteps = plain(sql`delete from channel_steps where ${oneOf(steps.runId, 'ids')}`)
const removeHooks = plain(sql`delete from channel_hooks where received_at < ${before} and handled_at is not null`)
const removeQuotas = plain(sql`delete from channel_quotas where ends_at <= ${before}`)

/** Forgets calls after a week, runs and messages after a month, in small steps that let others write in between. */
export async function pruneRecords(ctx: Context): Promise<number> {
  const now = ctx.now()
  const lines = [removeHooks({ before: now - KEPT.hooks }), removeQuotas({ before: now })]
  await ctx.db.batch([interruptOld({ now, before: now - DAY }), ...lines], OWED)
  return (
    (await sweep(ctx, { find: oldExchanges, remove: [removeExchanges], before: now - KEPT.exchanges })) +
    (await sweep(ctx, { find: oldRuns, remove: [removeSteps, removeRuns], before: now - KEPT.runs }))
  )
}

interface Sweep {
  readonly find: typeof oldExchanges | typeof oldRuns
  readonly remove: readonly ((values: { readonly ids: string }) => Statement)[]
  readonly before: number
}

async function sweep(ctx: Context, { find, remove, before: until }: Sweep): Promise<number> {
  let removed = 0
  while (ctx.request.signal?.aborted !== true) {
    const rows: readonly { readonly id: string | number }[] = await ctx.db.all(find as typeof oldRuns, {
      before: until,
    })
    if (rows.length === 0) break
    const ids = list(rows.map(({ id }) => id))
    await ctx.db.batch(
      remove.map((line) => line({ ids })),
      { priority: 'background' },
    )
    removed += rows.length
  }
  return removed
}
