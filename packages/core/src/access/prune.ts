import { lt, sql } from 'drizzle-orm'
import { type Context, param, plain, statement } from '../kernel/index.ts'
import { signInFailures, staffSessions, staffVerifications } from './schema.ts'
import { STAFF_SESSION } from './sessions.ts'

const sessions = statement((q) => q.delete(staffSessions).where(lt(staffSessions.expiresAt, param('now'))))
const long = plain(sql`update staff_sessions set expires_at = ${param('latest')} where expires_at > ${param('latest')}`)
const verifications = statement((q) =>
  q.delete(staffVerifications).where(lt(staffVerifications.expiresAt, param('now'))),
)
const failures = statement((q) => q.delete(signInFailures).where(lt(signInFailures.windowEndsAt, param('now'))))

/** Forgets sessions, links and counts that are over; sessions that were begun by a clock which was ahead get the usual time from now. */
export async function pruneAccess(ctx: Context): Promise<void> {
  const now = ctx.now()
  await ctx.db.batch([
    sessions({ now }),
    long({ latest: now + STAFF_SESSION }),
    verifications({ now }),
    failures({ now }),
  ])
}
