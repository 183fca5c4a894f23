import { type Context, run } from '../kernel/index.ts'
import { indexLines } from './index-lines.ts'
import { indexRows } from './index-rows.ts'
import { readSource } from './index-source.ts'
import { knownValues } from './known-values.ts'

/** Makes the index rows of some products anew from the rooms that own them, in one command. */
export async function reindex(ctx: Context, ids: readonly string[], name = 'browse.reindex'): Promise<void> {
  if (ids.length === 0) return
  await run(ctx, {
    name,
    priority: 'background',
    plan: async () => {
      const rows = indexRows(await readSource(ctx, ids))
      const values = await knownValues(ctx, rows.names)
      return { statements: indexLines(ids, rows, { areNew: false, values }), result: null }
    },
  })
}
