import { eq } from 'drizzle-orm'
import {
  normalEmail,
  openSession,
  type Realm,
  sessionReader,
  setSessionCookie,
  signedToken,
  throttled,
} from '../access/index.ts'
import { emit } from '../events/index.ts'
import {
  type Actor,
  type App,
  type Context,
  DAY,
  deleteFrom,
  type Http,
  param,
  query,
  requestProblems,
  type Statement,
} from '../kernel/index.ts'
import { customerSignedIn } from './events.ts'
import { accounts, customers, logins, sessions, verifications } from './schema.ts'
import { visitorsOf } from './visitors.ts'

const statusByLogin = query((q) =>
  q
    .select({ status: customers.status })
    .from(logins)
    .innerJoin(customers, eq(customers.id, logins.customerId))
    .where(eq(logins.id, param('id'))),
)

/** Milliseconds that a session of a customer lives without being used. */
export const CUSTOMER_SESSION = 30 * DAY

const customerRealm: Realm = {
  name: 'customer',
  tables: { user: logins, session: sessions, account: accounts, verification: verifications },
  lifetime: CUSTOMER_SESSION,
  needsProof: true,
  maySignIn: async ({ db }, id) => (await db.get(statusByLogin, { id }))?.status === 'active',
}

const byToken = query((q) =>
  q
    .select({
      token: sessions.token,
      expiresAt: sessions.expiresAt,
      customerId: customers.id,
      status: customers.status,
    })
    .from(sessions)
    .innerJoin(logins, eq(logins.id, sessions.userId))
    .innerJoin(customers, eq(customers.id, logins.customerId))
    .where(eq(sessions.token, param('token'))),
)

const readSession = sessionReader(customerRealm, byToken)

/** The signed-in customer of a request; a session that is used lives on. */
async function resolveCustomer(app: App, http: Http): Promise<{ customerId: string } | undefined> {
  const found = await readSession(app, http)
  return found?.status === 'active' ? { customerId: found.customerId } : undefined
}

/** The same as an actor. */
export async function customerActor(app: App, http: Http): Promise<Actor | undefined> {
  const found = await resolveCustomer(app, http)
  return found === undefined ? undefined : { kind: 'customer', id: found.customerId, scopes: [] }
}

/** Id of the customer who acts. */
export function currentCustomer({ actor }: Pick<Context, 'actor'>): string | undefined {
  return actor.kind === 'customer' && actor.id !== null ? actor.id : undefined
}

/** Throws `request.unauthenticated` when nobody is signed in. */
export function requireCustomer(ctx: Pick<Context, 'actor'>): string {
  const id = currentCustomer(ctx)
  if (id === undefined) throw requestProblems.unauthenticated({ hint: 'Sign in with POST /store/customers/session.' })
  return id
}

const customerOfLogin = query((q) =>
  q
    .select({ customerId: logins.customerId })
    .from(logins)
    .where(eq(logins.id, param('id'))),
)

/** Begins a session; the id of the customer. Unknown, unproved and disabled accounts answer alike: throws `access.wrongCredentials`, `request.tooMany`. */
export async function signIn(ctx: Context, http: Http, given: { email: string; password: string }): Promise<string> {
  const email = normalEmail(given.email)
  const id = await throttled(ctx, `customer/${email}`, () =>
    openSession(ctx, customerRealm, { http, email, password: given.password }),
  )
  const found = await ctx.db.get(customerOfLogin, { id })
  if (found === undefined || found.customerId === null) throw requestProblems.unauthenticated()
  const { customerId } = found
  const data = { customerId, visitors: visitorsOf(ctx, http) }
  await ctx.db.batch([emit(ctx, customerSignedIn, { aggregate: customerId, data })])
  return customerId
}

const removeByToken = deleteFrom(sessions)

/** Ends the session of the request, if it has one. */
export async function signOut(ctx: Context, http: Http): Promise<void> {
  const token = signedToken(ctx, customerRealm, http)
  if (token !== undefined) await ctx.db.batch([removeByToken({ token })])
  setSessionCookie(ctx, customerRealm, http, null)
}

const removeByLogin = deleteFrom(sessions)

/** Signs a login out everywhere. */
export const endSessions = (loginId: string): Statement => removeByLogin({ userId: loginId })
