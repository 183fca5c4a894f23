import { lt, sql } from 'drizzle-orm'
import { pruneEvents } from '../events/index.ts'
import { type Context, commands, DAY, list, param, plain, query } from '../kernel/index.ts'
import type { Job } from './job.ts'

/** How long a command answers for its repetitions. */
const KEPT = 30 * DAY
const CHUNK = 2_000

const oldCommands = query((q) =>
  q
    .select({ id: commands.id })
    .from(commands)
    .where(lt(commands.at, param('before')))
    .orderBy(commands.at)
    .limit(CHUNK),
)

const remove = plain(sql`delete from commands where id in (select value from json_each(${param('ids')}))`)

/** Forgets commands after 30 days, in small steps that let others write in between. */
export async function pruneCommands(ctx: Context): Promise<number> {
  let removed = 0
  while (ctx.request.signal?.aborted !== true) {
    const rows = await ctx.db.all(oldCommands, { before: ctx.now() - KEPT })
    if (rows.length === 0) break
    await ctx.db.batch([remove({ ids: list(rows.map(({ id }) => id)) })], { priority: 'background' })
    removed += rows.length
  }
  return removed
}

/** Jobs of the rooms below this one. */
export const housekeeping: readonly Job[] = [
  {
    name: 'events/prune',
    every: '1h',
    run: async (ctx) => {
      const removed = await pruneEvents(ctx)
      ctx.log.debug({ removed }, 'events pruned')
    },
  },
  {
    name: 'kernel/prune-commands',
    every: '6h',
    run: async (ctx) => {
      const removed = await pruneCommands(ctx)
      ctx.log.debug({ removed }, 'commands pruned')
    },
  },
]
