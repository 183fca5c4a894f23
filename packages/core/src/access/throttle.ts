import { sql } from 'drizzle-orm'
import {
  type App,
  deleteFrom,
  hashToken,
  MINUTE,
  param,
  plain,
  requestProblems,
  rowBy,
  SECOND,
} from '../kernel/index.ts'
import { signInFailures } from './schema.ts'

const WINDOW = 15 * MINUTE
/** Wrong passwords for one account, from wherever; known and unknown accounts alike. */
const MOST = 10

const failuresOf = rowBy(signInFailures, 'key')

const count = plain(sql`
  insert into sign_in_failures (key, count, window_ends_at) values (${param('key')}, 1, ${param('endsAt')})
  on conflict (key) do update set
    count = case when window_ends_at <= ${param('now')} then 1 else count + 1 end,
    window_ends_at = case when window_ends_at <= ${param('now')} then excluded.window_ends_at else window_ends_at end`)

const forget = deleteFrom(signInFailures)

/**
 * Runs a check of credentials, unless too many have failed for this account lately. Addresses are limited before, by the HTTP layer.
 * Throws `request.tooMany` with Retry-After.
 */
export async function throttled<T>(app: App, account: string, check: () => Promise<T>): Promise<T> {
  const key = hashToken(account)
  const now = app.now()
  const found = await app.db.get(failuresOf, { key })
  if (found !== undefined && found.count >= MOST && found.windowEndsAt > now) {
    throw requestProblems.tooMany({
      detail: 'Too many wrong passwords for this account.',
      headers: { 'Retry-After': String(Math.ceil((found.windowEndsAt - now) / SECOND)) },
    })
  }
  try {
    const done = await check()
    if (found !== undefined) await app.db.batch([forget({ key })])
    return done
  } catch (error) {
    if ((error as { code?: unknown }).code === 'access.wrongCredentials')
      await app.db.batch([count({ key, now, endsAt: now + WINDOW })])
    throw error
  }
}
