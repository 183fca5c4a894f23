import { isNull } from 'drizzle-orm'
import {
  type Actor,
  type App,
  type Context,
  fromIso,
  hashToken,
  insertInto,
  MINUTE,
  newestFirst,
  randomToken,
  requestProblems,
  rowBy,
  run,
  type ShapeOf,
  update,
} from '../kernel/index.ts'
import { audit } from './audit.ts'
import { problems } from './problems.ts'
import { apiKeys } from './schema.ts'
import { requireGrantable } from './scopes.ts'

export const KEY_PREFIX = 'vk_'
/** So much of a key is stored readable, for people to tell keys apart. */
const SHOWN = 10

export type ApiKeyRow = typeof apiKeys.$inferSelect

const byHash = rowBy(apiKeys, 'hash')
const byId = rowBy(apiKeys, 'id')
const insert = insertInto(apiKeys)
const change = update(apiKeys)

/** The actor of an API key. Unknown, revoked and expired keys answer the same: throws `request.unauthenticated`. */
export async function actorOfKey(app: App, key: string): Promise<Actor> {
  const row = await app.db.get(byHash, { hash: hashToken(key) })
  const now = app.now()
  if (row === undefined || row.revokedAt !== null || (row.expiresAt ?? now + 1) <= now)
    throw requestProblems.unauthenticated({ detail: 'This API key is not valid.' })
  if ((row.lastUsedAt ?? 0) < now - MINUTE) noteUse(app, row.id, now)
  return { kind: 'key', id: row.id, scopes: row.scopes }
}

/** Once a minute, and nobody waits for it: the date is for people. */
function noteUse({ db, log }: App, id: string, now: number): void {
  db.batch([change({ id }, { lastUsedAt: now })]).catch((err: unknown) =>
    log.warn({ err }, 'the use of a key could not be noted'),
  )
}

export interface NewApiKey {
  readonly name: string
  readonly scopes: readonly string[]
  /** ISO 8601; never when left out. */
  readonly expiresAt?: string | undefined
}

/** Makes a key; this is the only time that it is seen. `key` is null when a repeated request finds the key made. Throws `access.beyondScopes`. */
export async function createApiKey(ctx: Context, { name, scopes, expiresAt }: NewApiKey) {
  requireGrantable(ctx.actor, scopes)
  const now = ctx.now()
  const ends = expiresAt === undefined ? null : fromIso(expiresAt)
  if (ends !== null && ends <= now)
    throw requestProblems.invalid({
      detail: 'expiresAt lies in the past.',
      errors: [{ path: 'body.expiresAt', code: 'past', message: 'lies in the past' }],
    })
  const key = `${KEY_PREFIX}${randomToken()}`
  const done = await run(ctx, {
    name: 'access.createApiKey',
    plan: (commandId) => {
      const id = ctx.newId('key')
      const row = {
        id,
        name,
        prefix: key.slice(0, SHOWN),
        hash: hashToken(key),
        scopes: [...scopes],
        expiresAt: ends,
        createdBy: ctx.actor.id,
        createdAt: now,
        updatedAt: now,
      }
      const note = audit(ctx, { action: 'access.createApiKey', subject: id, detail: { name, scopes }, commandId })
      return { statements: [insert(row), note], result: id }
    },
  })
  return { ...(await getApiKey(ctx, done.result)), key: done.replayed ? null : key }
}

/** Throws `access.notFound`. */
export async function getApiKey(ctx: Context, id: string): Promise<ApiKeyRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: `There is no API key ${id}.` })
  return row
}

/** Ends a key for good. Throws `access.notFound`. */
export async function revokeApiKey(ctx: Context, id: string): Promise<ApiKeyRow> {
  await run(ctx, {
    name: 'access.revokeApiKey',
    plan: async (commandId) => {
      const row = await getApiKey(ctx, id)
      const now = ctx.now()
      const patch = { revokedAt: row.revokedAt ?? now, updatedAt: now, version: row.version + 1 }
      const line = change({ id, version: row.version }, patch, { changes: 1, refuse: () => 'stale' })
      return { statements: [line, audit(ctx, { action: 'access.revokeApiKey', subject: id, commandId })], result: id }
    },
  })
  return getApiKey(ctx, id)
}

/** Keys from the newest to the oldest; `active` leaves out the revoked ones. */
export const listApiKeys = newestFirst(apiKeys, (has: ShapeOf<{ active?: true | undefined }>) => [
  has.active && isNull(apiKeys.revokedAt),
])
