import { and, eq, lt, notExists, sql } from 'drizzle-orm'
import { type Context, DAY, param, statement } from '../kernel/index.ts'
import { logins, sessions, verifications } from './schema.ts'

/** A sign-up that nobody confirmed is forgotten after this time. */
const UNPROVED = 30 * DAY

const oldSessions = statement((q) => q.delete(sessions).where(lt(sessions.expiresAt, param('now'))))
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

/** Forgets sessions and links that are over, and sign-ups that came to nothing. */
export async function pruneCustomers(ctx: Context): Promise<void> {
  const now = ctx.now()
  await ctx.db.batch([oldSessions({ now }), oldLinks({ now }), oldSignUps({ before: now - UNPROVED })])
}
