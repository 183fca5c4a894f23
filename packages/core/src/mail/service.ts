import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { audit } from '../access/index.ts'
import {
  type Context,
  DAY,
  decodeCursor,
  encodeCursor,
  iso,
  isoOrNull,
  list,
  param,
  plain,
  query,
  queryByShape,
  run,
  toPage,
} from '../kernel/index.ts'
import { problems } from './problems.ts'
import { queueAny, sealedFor } from './queue.ts'
import { mailMessages } from './schema.ts'
import { type MailMessage, messageById } from './send.ts'

interface Filter {
  readonly status?: MailMessage['status'] | undefined
  readonly to?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

const messagesBefore = queryByShape((q, { status, to, cursor }: { status: boolean; to: boolean; cursor: boolean }) =>
  q
    .select()
    .from(mailMessages)
    .where(
      and(
        cursor ? lt(mailMessages.id, param('before')) : undefined,
        status ? eq(mailMessages.status, param('status')) : undefined,
        to ? eq(mailMessages.recipient, param('to')) : undefined,
      ),
    )
    .orderBy(desc(mailMessages.id))
    .limit(param('limit')),
)

/** Mails, newest first. */
export async function listMails(ctx: Context, { status, to, limit, cursor }: Filter) {
  const [before] = cursor === undefined ? [] : decodeCursor('mail', cursor, 1)
  const shape = { status: status !== undefined, to: to !== undefined, cursor: cursor !== undefined }
  const rows = await ctx.db.all(messagesBefore(shape), { before, status, to, limit: limit + 1 })
  return toPage(rows, limit, { cursor: ({ id }) => encodeCursor('mail', [id]), item: mailView })
}

export function mailView({ recipient, sentAt, createdAt, content: _, updatedAt: __, ...message }: MailMessage) {
  return { ...message, to: recipient, sentAt: isoOrNull(sentAt), createdAt: iso(createdAt) }
}

/** One stored mail. Throws `mail.notFound`. */
export async function readMail(ctx: Context, id: string): Promise<MailMessage> {
  const found = await ctx.db.get(messageById, { id })
  if (found === undefined) throw problems.notFound({ detail: `There is no mail ${id}.` })
  return found
}

/** Writes the same mail once more. Throws `mail.notFound`. */
export async function resendMail(ctx: Context, id: string): Promise<MailMessage> {
  const { template, language, recipient, content, cause } = await readMail(ctx, id)
  const data = JSON.parse(ctx.sealer.unseal(content, sealedFor(id)))
  const done = await run(ctx, {
    name: 'mail.resend',
    plan: (commandId) => {
      const again = queueAny(ctx, { to: recipient, language, template, data }, cause === null ? {} : { cause })
      return {
        statements: [...again.statements, audit(ctx, { action: 'mail.resend', subject: id, commandId })],
        result: again.id,
      }
    },
  })
  return readMail(ctx, done.result)
}

const recentTo = query((q) =>
  q
    .select({ count: sql<number>`count(*)` })
    .from(mailMessages)
    .where(and(eq(mailMessages.recipient, param('to')), gte(mailMessages.createdAt, param('since')))),
)

/** How many mails an address was written since a time (ms); for limits on mails that strangers can ask for. */
export async function mailsTo(ctx: Pick<Context, 'db'>, about: { to: string; since: number }): Promise<number> {
  return (await ctx.db.get(recentTo, about))?.count ?? 0
}

/** Mails hold personal data, and nobody needs them after a quarter of a year. */
const KEPT = 90 * DAY
const CHUNK = 500

const oldMessages = query((q) =>
  q
    .select({ id: mailMessages.id })
    .from(mailMessages)
    .where(lt(mailMessages.createdAt, param('before')))
    .limit(CHUNK),
)

const remove = plain(sql`delete from mail_messages where id in (select value from json_each(${param('ids')}))`)

/** Forgets old mails; returns how many. */
export async function pruneMails(ctx: Context): Promise<number> {
  let removed = 0
  while (ctx.request.signal?.aborted !== true) {
    const rows = await ctx.db.all(oldMessages, { before: ctx.now() - KEPT })
    if (rows.length === 0) break
    await ctx.db.batch([remove({ ids: list(rows.map(({ id }) => id)) })], { priority: 'background' })
    removed += rows.length
  }
  return removed
}
