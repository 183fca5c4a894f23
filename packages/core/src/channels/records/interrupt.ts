import { sql } from 'drizzle-orm'
import { type App, OWED, param, plain } from '../../kernel/index.ts'

/** Runs so old that their process must have died in the middle of them. */
export const interruptOld = plain(sql`
  update channel_runs set status = 'interrupted', ended_at = ${param('now')}
  where status = 'running' and started_at < ${param('before')}`)

const interruptOf = plain(sql`
  update channel_runs set status = 'interrupted', ended_at = ${param('now')}
  where connection_id = ${param('connectionId')} and status = 'running' and trigger <> 'staff'`)

/** For who takes up the work of a connection: what ran for it before did not come to its end. */
export async function interruptRuns({ db, now }: Pick<App, 'db' | 'now'>, connectionId: string): Promise<void> {
  await db.batch([interruptOf({ connectionId, now: now() })], OWED)
}
