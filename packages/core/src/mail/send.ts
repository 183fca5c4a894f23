import { on } from '../events/index.ts'
import { type Context, OWED, rowBy, update, wordsOf } from '../kernel/index.ts'
import { isUndeliverable } from './envelope.ts'
import { mailQueued } from './events.ts'
import { toHtml } from './html.ts'
import { letterOf } from './message.ts'
import { mailLanguage } from './messages/index.ts'
import type { MailData, MailTemplate } from './model.ts'
import { sealedFor } from './queue.ts'
import { mailMessages } from './schema.ts'
import { isOwnTemplate, writeLetter } from './templates.ts'
import { toText } from './text.ts'
import { senderOf, transportOf } from './transport.ts'

export type MailMessage = typeof mailMessages.$inferSelect

export const messageById = rowBy(mailMessages, 'id')

const change = update(mailMessages)

/** Tries before a mail is given up; at the growing distances of the dispatcher this is about a day. */
const ATTEMPTS = 12

/** Sends what was queued. One mail that cannot leave holds up no other, as each is an aggregate of its own. */
export const sendQueued = on(mailQueued, {
  name: 'mail/send',
  attempts: ATTEMPTS,
  atOnce: 16,
  run: async ({ data }, ctx) => {
    const message = await ctx.db.get(messageById, { id: data.messageId })
    if (message?.status === 'queued') await send(ctx, message)
  },
})

/** Leaves at least once: when the process dies after the server took the mail, it goes again with the same Message-ID. */
async function send(ctx: Context, message: MailMessage): Promise<void> {
  const transport = transportOf(ctx)
  const attempts = message.attempts + 1
  const note = (patch: Partial<MailMessage>) =>
    ctx.db.batch(
      [change({ id: message.id }, { ...patch, attempts, transport: transport.id, updatedAt: ctx.now() })],
      OWED,
    )
  try {
    const { subject, html, text } = renderMessage(ctx, message)
    await transport.send({ id: message.id, from: senderOf(ctx), to: message.recipient, subject, html, text }, ctx)
  } catch (error) {
    const isOver = isUndeliverable(error) || attempts >= ATTEMPTS
    await note({ error: wordsOf(error), status: isOver ? 'failed' : 'queued' })
    if (isOver) return ctx.log.error({ mail: message.id, err: error }, 'a mail was given up')
    throw error
  }
  await note({ status: 'sent', sentAt: ctx.now(), error: null })
}

/** Opens a stored message and writes it out in its reader's language. */
export function renderMessage(ctx: Pick<Context, 'sealer' | 'extensions' | 'settings'>, message: MailMessage) {
  const data: unknown = JSON.parse(ctx.sealer.unseal(message.content, sealedFor(message.id)))
  const { template } = message
  const language = mailLanguage(message.language)
  const shop = senderOf(ctx).name
  const letter = isOwnTemplate(template)
    ? writeLetter({ template, language, data: data as MailData[MailTemplate], shop })
    : letterOf(ctx, { name: template, language, data, shop })
  return { subject: letter.subject, html: toHtml(letter, language), text: toText(letter) }
}
