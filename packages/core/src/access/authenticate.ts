import { type Actor, type App, type Http, requestProblems } from '../kernel/index.ts'
import { actorOfKey, KEY_PREFIX } from './api-keys.ts'
import { scopesOf } from './roles.ts'
import { staffSession } from './sessions.ts'

/** Who calls the admin surface: an API key (`Authorization: Bearer vk_…`) or a staff session. Throws `request.unauthenticated`. */
export async function authenticateAdmin(app: App, http: Http): Promise<Actor> {
  const key = bearerOf(http)
  if (key !== undefined) return actorOfKey(app, key)
  const found = await staffSession(app, http)
  if (found?.status === 'active') return { kind: 'staff', id: found.id, scopes: scopesOf(found) }
  throw requestProblems.unauthenticated({
    hint: 'Sign in with POST /admin/session, or send an API key: Authorization: Bearer vk_…',
  })
}

function bearerOf(http: Http): string | undefined {
  const header = http.header('Authorization')
  if (header === undefined) return undefined
  const match = /^Bearer\s+(\S+)$/i.exec(header)
  if (match?.[1]?.startsWith(KEY_PREFIX) === true) return match[1]
  throw requestProblems.unauthenticated({
    detail: `Authorization must be a Bearer key that begins with ${KEY_PREFIX}.`,
  })
}
