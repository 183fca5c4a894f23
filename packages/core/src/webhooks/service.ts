import { ne, sql } from 'drizzle-orm'
import { audit } from '../access/index.ts'
import { type Context, type Done, type Guard, insertInto, query, requireVersion, run, update } from '../kernel/index.ts'
import { WEBHOOKS } from './fan-out.ts'
import type { WebhookInput, WebhookPatch } from './model.ts'
import { problems } from './problems.ts'
import { type EndpointRow, getEndpoint } from './reads.ts'
import { webhookEndpoints } from './schema.ts'
import { newSecret, rotated, sealSecret } from './secrets.ts'
import { requireEvents, requireTarget } from './targets.ts'

/** Each may have calls under way at the same time, so their number is bounded. */
const MOST = 100

const insert = insertInto(webhookEndpoints)
const change = update(webhookEndpoints)

const countAll = query((q) =>
  q.select({ count: sql<number>`count(*)` }).from(webhookEndpoints).where(ne(webhookEndpoints.status, 'deleted')),
)

/** `secret` is null when an earlier run of the same request has shown it. */
export interface Secreted {
  readonly id: string
  readonly secret: string | null
}

/** Adds an endpoint. Throws `webhooks.urlRefused`, `webhooks.unknownEvent`, `webhooks.tooMany`. */
export async function createEndpoint(ctx: Context, { enabled, ...input }: WebhookInput): Promise<Secreted> {
  const secret = newSecret()
  const done = await run(ctx, {
    name: 'webhooks.create',
    plan: async (commandId) => {
      requireEvents(ctx, input.events)
      await requireTarget(ctx, input.url)
      const count = (await ctx.db.get(countAll))?.count ?? 0
      if (count >= MOST) throw problems.tooMany({ detail: `There are ${MOST}.` })
      const id = ctx.newId('whk')
      const now = ctx.now()
      const secrets = [sealSecret(ctx, id, secret)]
      const row = { ...input, ...standing(enabled), id, secrets, createdAt: now, updatedAt: now }
      const note = audit(ctx, { action: 'webhooks.create', subject: id, commandId })
      return { statements: [insert(row, { touches: WEBHOOKS }), note], result: id }
    },
  })
  return { id: done.result, secret: done.replayed ? null : secret }
}

const standing = (enabled: boolean) =>
  enabled
    ? { status: 'enabled' as const, disabledReason: null }
    : { status: 'disabled' as const, disabledReason: 'staff' as const }

/** What a person has seen of it before he changes it; undefined changes whatever is there. */
export interface Seen {
  readonly id: string
  readonly version: number | undefined
}

/** Changes an endpoint. To enable it, also while it is paused, or to give it another address forgets its failures. Throws the problems of `createEndpoint`, `webhooks.notFound`, `request.preconditionFailed`. */
export async function updateEndpoint(
  ctx: Context,
  { patch: { enabled, ...patch }, ...seen }: Seen & { readonly patch: WebhookPatch },
): Promise<string> {
  const { result } = await changeEndpoint(ctx, seen, {
    name: 'webhooks.update',
    detail: [...Object.keys(patch), ...(enabled === undefined ? [] : ['enabled'])],
    patch: async (row) => {
      requireEvents(ctx, patch.events)
      const { url = row.url } = patch
      const isMoved = url !== row.url
      if (isMoved) await requireTarget(ctx, url)
      const turned = enabled === undefined ? {} : standing(enabled)
      return { ...patch, ...turned, ...(isMoved || enabled === true ? WELL : {}) }
    },
  })
  return result
}

const WELL = { failures: 0, failingSince: null, warnedAt: null, pausedUntil: 0, lastError: null } as const

/** Nothing is sent any more and the secrets are gone; the log stays until it is old. */
export async function deleteEndpoint(ctx: Context, seen: Seen): Promise<void> {
  const patch = { status: 'deleted', disabledReason: null, secrets: [] } as const
  await changeEndpoint(ctx, seen, { name: 'webhooks.delete', patch: () => patch })
}

/** A new secret, which signs first; the old ones sign along for `overlapHours`. */
export async function rotateSecret(
  ctx: Context,
  { overlapHours, ...seen }: Seen & { readonly overlapHours: number },
): Promise<Secreted> {
  const secret = newSecret()
  const done = await changeEndpoint(ctx, seen, {
    name: 'webhooks.rotate',
    detail: { overlapHours },
    patch: ({ id, secrets }, now) => {
      return { secrets: rotated(secrets, { fresh: sealSecret(ctx, id, secret), now, overlapHours }) }
    },
  })
  return { id: done.result, secret: done.replayed ? null : secret }
}

type Patch = { readonly [Key in keyof EndpointRow]?: EndpointRow[Key] | undefined }

interface Change {
  readonly name: string
  readonly detail?: unknown
  /** `now` is that of the whole change. */
  readonly patch: (row: EndpointRow, now: number) => Patch | Promise<Patch>
}

async function changeEndpoint(
  ctx: Context,
  { id, version }: Seen,
  { name, detail, patch }: Change,
): Promise<Done<string>> {
  return run(ctx, {
    name,
    plan: async (commandId) => {
      const row = await getEndpoint(ctx, id)
      requireVersion(version, row.version)
      const now = ctx.now()
      const changed = { ...(await patch(row, now)), version: row.version + 1, updatedAt: now }
      const where = { id: row.id, version: row.version }
      const guard: Guard = { changes: 1, touches: WEBHOOKS, refuse: () => 'stale' }
      return {
        statements: [change(where, changed, guard), audit(ctx, { action: name, subject: row.id, detail, commandId })],
        result: row.id,
      }
    },
  })
}
