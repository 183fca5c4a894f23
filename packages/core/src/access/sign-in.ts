import { type App, DAY, type Http, hmac, type NewId, SECOND } from '../kernel/index.ts'
import { type AuthTables, authAdapter } from './auth-adapter.ts'
import { problems } from './problems.ts'

/** One group of people who sign in: staff or customers. */
export interface Realm {
  /** Names the secret, the throttle and the cookie: `vitrine_<name>`. */
  readonly name: 'staff' | 'customer'
  readonly tables: AuthTables
  /** Milliseconds that a session lives without being used. */
  readonly lifetime: number
  /** False refuses the session although the password was right, with the answer of a wrong one. */
  readonly maySignIn: (app: App, userId: string) => Promise<boolean>
  /** A right password is not enough before the address is proved. */
  readonly needsProof: boolean
}

/** Prefixes of the ids that better-auth asks for. */
const PREFIXES: Record<string, string> = { session: 'ses', account: 'acc', verification: 'ver' }

export const cookieName = (realm: Pick<Realm, 'name'>) => `vitrine_${realm.name}`

/** The secret that signs the cookies of a realm, derived from the shop's. */
export const realmSecret = (app: Pick<App, 'settings'>, realm: Pick<Realm, 'name'>) =>
  hmac(app.settings.secret, `auth/${realm.name}`)

const opened = new WeakMap<App['db'], Map<string, ReturnType<typeof open>>>()

/** better-auth is loaded at the first sign-in, never at boot: it costs half a second. */
async function open(app: App, realm: Realm) {
  const [{ betterAuth }, { createAdapterFactory }] = await Promise.all([
    import('better-auth/minimal'),
    import('better-auth/adapters'),
  ])
  const newId = app.newId as NewId
  return betterAuth({
    baseURL: app.settings.publicUrl,
    secret: realmSecret(app, realm),
    database: authAdapter(createAdapterFactory, app, realm.tables),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, requireEmailVerification: realm.needsProof },
    session: { expiresIn: realm.lifetime / SECOND, updateAge: DAY / SECOND },
    advanced: {
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure(app), sameSite: 'lax', httpOnly: true, path: '/' },
      cookies: { session_token: { name: cookieName(realm) } },
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? 'auth') },
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => ((await realm.maySignIn(app, userId)) ? undefined : false) } },
    },
  })
}

/** Cookies travel over TLS only, except while developing. */
export function isSecure({ settings }: Pick<App, 'settings'>): boolean {
  return settings.mode === 'production' || settings.publicUrl.startsWith('https:')
}

function authOf(app: App, realm: Realm): ReturnType<typeof open> {
  const byRealm = opened.get(app.db) ?? new Map<string, ReturnType<typeof open>>()
  opened.set(app.db, byRealm)
  const found = byRealm.get(realm.name) ?? open(app, realm)
  byRealm.set(realm.name, found)
  return found
}

/**
 * Checks the password and begins a session, whose cookie is set on the answer; the id of the user is returned. Takes as long for unknown
 * accounts as for known ones, and answers the same: throws `access.wrongCredentials`.
 */
export async function openSession(
  app: App,
  realm: Realm,
  { http, email, password }: { readonly http: Http; readonly email: string; readonly password: string },
): Promise<string> {
  const auth = await authOf(app, realm)
  const agent = http.header('User-Agent')
  const headers = new Headers({
    ...(http.address === undefined ? {} : { 'X-Forwarded-For': http.address }),
    ...(agent === undefined ? {} : { 'User-Agent': agent }),
  })
  try {
    const done = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
    for (const cookie of done.headers.getSetCookie()) http.set('Set-Cookie', cookie, { append: true })
    return done.response.user.id
  } catch (error) {
    throw refusalOf(error)
  }
}

/** better-auth's errors in our words: whatever it has against the credentials is the same to the caller. */
function refusalOf(error: unknown): unknown {
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown }
  const isRefusal = name === 'APIError' && typeof statusCode === 'number' && statusCode < 500
  return isRefusal ? problems.wrongCredentials() : error
}

/** Hashes a password as better-auth does (scrypt, off the event loop). */
export async function hashPassword(password: string): Promise<string> {
  return (await import('better-auth/crypto')).hashPassword(password)
}

export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  return (await import('better-auth/crypto')).verifyPassword({ hash, password })
}
