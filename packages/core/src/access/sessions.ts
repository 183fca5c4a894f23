import { eq } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import {
  type App,
  type Context,
  DAY,
  deleteFrom,
  type Http,
  MINUTE,
  param,
  type Query,
  query,
  update,
} from '../kernel/index.ts'
import { normalEmail } from './model.ts'
import { staff, staffAccounts, staffSessions, staffVerifications } from './schema.ts'
import { setSessionCookie, signedToken } from './session-cookie.ts'
import { openSession, type Realm } from './sign-in.ts'
import { throttled } from './throttle.ts'

/** Milliseconds that a session of staff lives without being used. */
export const STAFF_SESSION = 7 * DAY

interface SessionRow {
  readonly token: string
  readonly expiresAt: number
}

/**
 * The session of a request, by one prepared read after the cookie's signature was checked. A session that is used lives on: once a day
 * its end and its cookie are moved. No session has more than its lifetime before it, also when the clock went back since it was begun.
 */
export function sessionReader<Row extends SessionRow>(realm: Realm, byToken: Query<Row>) {
  const moveEnd = update(realm.tables.session as SQLiteTable) as unknown as (
    where: { token: string },
    patch: { expiresAt: number; updatedAt: number },
  ) => ReturnType<ReturnType<typeof update>>
  return async (app: App, http: Http): Promise<Row | undefined> => {
    const token = signedToken(app, realm, http)
    if (token === undefined) return undefined
    const row = await app.db.get(byToken, { token })
    const now = app.now()
    if (row === undefined || row.expiresAt <= now) return undefined
    const expiresAt = now + realm.lifetime
    if (row.expiresAt < expiresAt - DAY || row.expiresAt > expiresAt + MINUTE) {
      await app.db.batch([moveEnd({ token }, { expiresAt, updatedAt: now })])
      setSessionCookie(app, realm, http, token)
    }
    return row
  }
}

const statusById = query((q) =>
  q
    .select({ status: staff.status })
    .from(staff)
    .where(eq(staff.id, param('id'))),
)

const staffRealm: Realm = {
  name: 'staff',
  tables: { user: staff, session: staffSessions, account: staffAccounts, verification: staffVerifications },
  lifetime: STAFF_SESSION,
  needsProof: false,
  maySignIn: async ({ db }, id) => (await db.get(statusById, { id }))?.status === 'active',
}

const staffByToken = query((q) =>
  q
    .select({
      token: staffSessions.token,
      expiresAt: staffSessions.expiresAt,
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      scopes: staff.scopes,
      status: staff.status,
    })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.userId))
    .where(eq(staffSessions.token, param('token'))),
)

/** The staff member whose session a request carries. */
export const staffSession = sessionReader(staffRealm, staffByToken)

const removeByToken = deleteFrom(staffSessions)

/** Begins a session. Throws `access.wrongCredentials`, `request.tooMany`. */
export async function signInStaff(
  ctx: Context,
  http: Http,
  given: { email: string; password: string },
): Promise<string> {
  const email = normalEmail(given.email)
  return throttled(ctx, `staff/${email}`, () => openSession(ctx, staffRealm, { http, email, password: given.password }))
}

/** Ends the session of the request, if it has one. */
export async function signOutStaff(ctx: Context, http: Http): Promise<void> {
  const token = signedToken(ctx, staffRealm, http)
  if (token !== undefined) await ctx.db.batch([removeByToken({ token })])
  setSessionCookie(ctx, staffRealm, http, null)
}
