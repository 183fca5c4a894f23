import { isNull } from 'drizzle-orm'
import {
  type App,
  type Context,
  insertInto,
  newestFirst,
  query,
  randomToken,
  remembered,
  requestProblems,
  rowBy,
  run,
  type ShapeOf,
  update,
} from '../kernel/index.ts'
import { allChannels } from '../markets/index.ts'
import { audit } from './audit.ts'
import { problems } from './problems.ts'
import { publishableKeys } from './schema.ts'

const PUBLISHABLE_PREFIX = 'pk_'

export type PublishableKeyRow = typeof publishableKeys.$inferSelect

/** What lines about publishable keys touch. */
const KEYS = 'publishableKeys'

const everyKey = query((q) =>
  q
    .select({ token: publishableKeys.token, channelId: publishableKeys.channelId })
    .from(publishableKeys)
    .where(isNull(publishableKeys.revokedAt)),
)
const byId = rowBy(publishableKeys, 'id')
const insert = insertInto(publishableKeys)
const change = update(publishableKeys)

const channelByToken = remembered({
  touches: [KEYS],
  load: async ({ db }) => new Map((await db.all(everyKey)).map(({ token, channelId }) => [token, channelId])),
})

/** The code of the sales channel that a publishable key stands for. Throws `request.unauthenticated`. */
export async function channelOfKey(app: Pick<App, 'db' | 'now'>, token: string): Promise<string> {
  const id = (await channelByToken(app)).get(token)
  const channel = id === undefined ? undefined : (await allChannels(app)).find((one) => one.id === id)
  if (channel !== undefined) return channel.code
  throw requestProblems.unauthenticated({
    detail: 'This publishable key is not known.',
    hint: 'Send a key that begins with pk_ in the header Vitrine-Key.',
  })
}

/** A publishable key that stands for a sales channel, for pages that we draw ourselves. */
export async function keyOfChannel(app: Pick<App, 'db' | 'now'>, channelId: string): Promise<string | undefined> {
  for (const [token, id] of await channelByToken(app)) if (id === channelId) return token
  return undefined
}

/** Makes the key of a sales channel. It is no secret: it stands in every page of the shop. Throws `access.unknownChannel`. */
export async function createPublishableKey(ctx: Context, { name, channel }: { name: string; channel: string }) {
  const found = (await allChannels(ctx)).find(({ id, code }) => id === channel || code === channel)
  if (found === undefined)
    throw problems.unknownChannel({ errors: [{ path: 'body.channel', code: 'unknown', message: 'is not known' }] })
  const done = await run(ctx, {
    name: 'access.createPublishableKey',
    plan: (commandId) => {
      const id = ctx.newId('pky')
      const now = ctx.now()
      const token = `${PUBLISHABLE_PREFIX}${randomToken()}`
      const row = { id, name, token, channelId: found.id, createdAt: now, updatedAt: now }
      const note = audit(ctx, {
        action: 'access.createPublishableKey',
        subject: id,
        detail: { name, channel },
        commandId,
      })
      return { statements: [insert(row, { touches: KEYS }), note], result: id }
    },
  })
  return getPublishableKey(ctx, done.result)
}

/** Throws `access.notFound`. */
async function getPublishableKey(ctx: Context, id: string): Promise<PublishableKeyRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: `There is no publishable key ${id}.` })
  return row
}

/** Ends a key for good: pages that use it stop working. Throws `access.notFound`. */
export async function revokePublishableKey(ctx: Context, id: string): Promise<PublishableKeyRow> {
  await run(ctx, {
    name: 'access.revokePublishableKey',
    plan: async (commandId) => {
      const row = await getPublishableKey(ctx, id)
      const now = ctx.now()
      const patch = { revokedAt: row.revokedAt ?? now, updatedAt: now, version: row.version + 1 }
      const where = { id, version: row.version }
      const line = change(where, patch, { changes: 1, refuse: () => 'stale', touches: KEYS })
      const note = audit(ctx, { action: 'access.revokePublishableKey', subject: id, commandId })
      return { statements: [line, note], result: id }
    },
  })
  return getPublishableKey(ctx, id)
}

/** Keys from the newest to the oldest; `active` leaves out the revoked ones. */
export const listPublishableKeys = newestFirst(publishableKeys, (has: ShapeOf<{ active?: true | undefined }>) => [
  has.active && isNull(publishableKeys.revokedAt),
])
