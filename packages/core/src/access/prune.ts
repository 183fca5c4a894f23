import { lt } from 'drizzle-orm'
import { type Context, param, statement } from '../kernel/index.ts'
import { signInFailures, staffSessions, staffVerifications } from './schema.ts'

const sessions = statement((q) => q.delete(staffSessions).where(lt(staffSessions.expiresAt, param('now'))))
const verifications = statement((q) =>
  q.delete(staffVerifications).where(lt(staffVerifications.expiresAt, param('now'))),
)
const failures = statement((q) => q.delete(signInFailures).where(lt(signInFailures.windowEndsAt, param('now'))))

/** Forgets sessions, links and counts that are over. */
export async function pruneAccess(ctx: Context): Promise<void> {
  const now = ctx.now()
  await ctx.db.batch([sessions({ now }), verifications({ now }), failures({ now })])
}
