import { and, eq, lt, notExists, sql } from 'drizzle-orm'
import { type Context, DAY, param, plain, statement } from '../kernel/index.ts'
import { logins, sessions, verifications } from './schema.ts'
import { CUSTOMER_SESSION } from './sessions.ts'

/** A sign-up that nobody confirmed is forgotten after this time. */
const UNPROVED = 30 * DAY

const oldSessions = statement((q) => q.delete(sessions).where(lt(sessions.expiresAt, param('now'))))
const longSessions = plain(
  sql`update customer_sessions set expires_at = ${param('latest')} where expires_at > ${param('latest')}`,
)
const oldLinks = statement((q) => q.delete(verifications).where(lt(verifications.expiresAt, param('now'))))
const oldSignUps = statement((q) =>
  q
    .delete(logins)
    .where(
      and(
        eq(logins.emailVerified, false),
        lt(logins.updatedAt, param('before')),
        notExists(q.select({ one: sql`1` }).from(verifications).where(eq(verifications.value, logins.id))),
      ),
    ),
)

/** Forgets sessions and links that are over, and sign-ups that came to nothing; too long sessions get the usual time from now. */
export async function pruneCustomers(ctx: Context): Promise<void> {
  const now = ctx.now()
  await ctx.db.batch([
    oldSessions({ now }),
    longSessions({ latest: now + CUSTOMER_SESSION }),
    oldLinks({ now }),
    oldSignUps({ before: now - UNPROVED }),
  ])
}
