import { type EventType, emit, on, type RecordedEvent, type Subscription } from '../events/index.ts'
import { type Context, insertInto, run, type Statement } from '../kernel/index.ts'
import { mailQueued } from './events.ts'
import type { Mail } from './model.ts'
import { mailMessages } from './schema.ts'

const insert = insertInto(mailMessages)

/** Who a sealed content belongs to, so that it opens nowhere else. */
export const sealedFor = (messageId: string) => `mail/${messageId}`

type Writing = Pick<Context, 'newId' | 'now' | 'sealer'>

/** A mail that is written down by the statements and sent after the commit; compose them into the command that owes the mail. */
export function queueMail(
  ctx: Writing,
  mail: Mail,
  about?: { cause?: string },
): { id: string; statements: Statement[] } {
  return queueAny(ctx, mail, about)
}

interface AnyMail extends Pick<Mail, 'to' | 'language'> {
  readonly template: string
  readonly data: unknown
}

/** The same for whatever somebody can word. */
export function queueAny(
  ctx: Writing,
  mail: AnyMail,
  { cause }: { cause?: string } = {},
): { id: string; statements: Statement[] } {
  const id = ctx.newId('mail')
  const at = ctx.now()
  const row = {
    id,
    template: mail.template,
    language: mail.language,
    recipient: mail.to,
    content: ctx.sealer.seal(JSON.stringify(mail.data), sealedFor(id)),
    cause: cause ?? null,
    createdAt: at,
    updatedAt: at,
  }
  return { id, statements: [insert(row), emit(ctx, mailQueued, { aggregate: id, data: { messageId: id } })] }
}

export interface MailOn<Data> {
  /** Name of the subscription, unique and stable: `mail/order.placed`. */
  readonly name: string
  /** What to send for this event; null sends nothing. */
  readonly build: (event: RecordedEvent<Data>, ctx: Context) => Promise<Mail | null> | Mail | null
}

/**
 * A subscription that writes one mail per event, however often the event is delivered.
 * @example contribute(subscription, mailOn(orderPlaced, { name: 'mail/order.placed', build: confirmation }))
 */
export function mailOn<Data>(event: EventType<Data>, { name, build }: MailOn<Data>): Subscription {
  return on(event, {
    name,
    atOnce: 16,
    run: async (found, ctx) => {
      const mail = await build(found, ctx)
      if (mail === null) return
      await run(ctx, {
        name: 'mail.queue',
        plan: () => {
          const { id, statements } = queueMail(ctx, mail, { cause: found.id })
          return { statements, result: id }
        },
      })
    },
  })
}
