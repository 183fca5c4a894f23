import type { Context } from '../../kernel/index.ts'
import { type ConnectionRow, connectionById } from '../connection-rows.ts'
import { problems } from '../problems.ts'

/** Throws `channels.notFound`. */
export async function connectionRow(ctx: Pick<Context, 'db'>, id: string): Promise<ConnectionRow> {
  const row = await ctx.db.get(connectionById, { id })
  if (row === undefined) throw problems.notFound()
  return row
}
