import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Context, failpoint, insertInto, param, plain, type Statement } from '../../kernel/index.ts'
import type { Account } from '../account.ts'
import type { Hint, HookRequest, Webhook } from '../channel.ts'
import { CHANNELS, type ConnectionRow, connectionById } from '../connection-rows.ts'
import { bucketsOf, openAccount, recorderOf, scrubberOf } from '../lane/index.ts'
import { enabledChannel, type InstalledChannel } from '../point.ts'
import { problems } from '../problems.ts'
import { hooks } from '../schema.ts'
import { hookRequest } from './request.ts'

const insertHook = insertInto(hooks, 'skip')
/** A message that waits for its order does not keep new ones waiting. */
const wakeLane = plain(sql`
  update channel_lanes set next_at = 0 where connection_id = ${param('connectionId')} and lane = 'hooks'`)

type AnyWebhook = Webhook<unknown, unknown, unknown>

/**
 * What a platform sends: a question whether the address is ours is answered; a message is verified, stored once, and answered before anything
 * is made of it. Stores nothing that is not signed by the platform. Throws `channels.notFound` and `channels.badSignature`.
 */
export async function receiveHook(ctx: Context, connectionId: string, http: Request): Promise<Response> {
  const { connection, installed, webhook } = await addressed(ctx, connectionId)
  const request = await hookRequest(http)
  const scrubber = scrubberOf(ctx, connection)
  const recorder = recorderOf(ctx, { connectionId, lane: 'hooks', trigger: 'hook', scrub: scrubber.scrub })
  const buckets = bucketsOf(ctx, connectionId, installed.channel.limits ?? {})
  const account = openAccount(ctx, { connection, installed, buckets, signal: http.signal, recorder, scrubber })
  const answer = await webhook.challenge?.(request, account)
  if (answer !== undefined) {
    const { body = null, status, headers = {} } = answer
    return new Response(body, { status, headers })
  }
  if (!(await isGenuine(ctx, { webhook, request, account, installed }))) throw problems.badSignature()
  await ctx.db.batch(storing(ctx, { connectionId, request, hints: hintsOf(ctx, webhook, request) }))
  failpoint('channels.hookStored')
  await recorder.flush()
  return new Response(null, { status: webhook.status ?? 202 })
}

interface Addressed {
  readonly connection: ConnectionRow
  readonly installed: InstalledChannel
  readonly webhook: AnyWebhook
}

/** Also while the connection is paused: what came in is made something of when it goes on. */
async function addressed(ctx: Context, connectionId: string): Promise<Addressed> {
  const connection = await ctx.db.get(connectionById, { id: connectionId })
  if (connection === undefined) throw problems.notFound()
  const installed = enabledChannel(ctx, connection.channel)
  if (installed === undefined) throw problems.disabled()
  const { webhook } = installed.channel
  if (webhook === undefined) throw problems.notFound({ detail: `${installed.channel.title} sends no messages.` })
  return { connection, installed, webhook }
}

interface Checking {
  readonly webhook: AnyWebhook
  readonly request: HookRequest
  readonly account: Account<unknown, unknown>
  readonly installed: InstalledChannel
}

/** Whatever a stranger sends to make a plugin stumble is not genuine. */
async function isGenuine(ctx: Context, { webhook, request, account, installed }: Checking): Promise<boolean> {
  try {
    return await webhook.verify(request, { account, api: await installed.connect(account, ctx) })
  } catch (err) {
    ctx.log.debug({ err, connection: account.connectionId }, 'a message to a channel could not be verified')
    return false
  }
}

/** A message that is genuine and not understood is kept, and means nothing: what changed is found by asking. */
function hintsOf(ctx: Context, webhook: AnyWebhook, request: HookRequest): readonly Hint[] {
  try {
    const hints = webhook.parse(request)
    if (hints.length > 0) return hints
  } catch (err) {
    ctx.log.warn({ err }, 'a message of a channel is not understood')
  }
  return [{ id: '', about: 'nothing' }]
}

interface Storing {
  readonly connectionId: string
  readonly request: HookRequest
  readonly hints: readonly Hint[]
}

/** One row for each hint, under the platform's id of the message; messages without one are the same when their bodies are. */
function storing(ctx: Context, { connectionId, request, hints }: Storing): Statement[] {
  const digest = () => createHash('sha256').update(request.body).digest('hex')
  const seen = new Map<string, number>()
  const rows = hints.map(({ id, about, externalId }) => {
    const name = id === '' ? digest() : id
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    const row = {
      connectionId,
      messageId: count === 0 ? name : `${name}#${count}`,
      about,
      externalId: externalId ?? null,
      body: count === 0 ? request.text : '',
      receivedAt: ctx.now(),
      handledAt: null,
    }
    return insertHook(row)
  })
  return [...rows, wakeLane({ connectionId }, { touches: CHANNELS })]
}
