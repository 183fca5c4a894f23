import { type Context, extensionPoint } from '../kernel/index.ts'
import type { Envelope } from './envelope.ts'

export interface MailTransport {
  readonly id: string
  /** Resolves when somebody else has taken charge of the mail. Throws to be tried again; `Undeliverable` gives up at once. */
  readonly send: (envelope: Envelope, ctx: Context) => Promise<void>
}

/** How mail leaves. The last contribution wins; without one, SMTP when VITRINE_SMTP_URL is set, else the outbox page in development. */
export const mailTransport = extensionPoint<MailTransport>('mail.transport')

/** Who writes: `Honey & Hive <shop@example.com>`; the name is what mails call the shop. Without one, VITRINE_MAIL_FROM. */
export const mailSender = extensionPoint<string>('mail.sender')

/** The development transport: the mail stays where it is stored, and is looked at on `/dev/mail`. */
const outbox: MailTransport = { id: 'outbox', send: async () => undefined }

const none: MailTransport = {
  id: 'none',
  send: async () => {
    throw new Error('no mail transport is configured: set VITRINE_SMTP_URL or contribute one')
  },
}

const smtpUrl: MailTransport = {
  id: 'smtp',
  send: async (envelope) => (await import('./smtp.ts')).sendBySmtp(process.env.VITRINE_SMTP_URL ?? '', envelope),
}

/** The transport of this app. */
export function transportOf(ctx: Context): MailTransport {
  const own = ctx.extensions.of(mailTransport).at(-1)
  if (own !== undefined) return own
  if ((process.env.VITRINE_SMTP_URL ?? '') !== '') return smtpUrl
  return ctx.settings.mode === 'development' ? outbox : none
}

/** Name and address of the sender; named after the shop's host when nothing is configured. */
export function senderOf(ctx: Pick<Context, 'extensions' | 'settings'>): Envelope['from'] {
  const configured = ctx.extensions.of(mailSender).at(-1) ?? process.env.VITRINE_MAIL_FROM ?? ''
  const match = /^\s*(?:"?([^"<]*?)"?\s*<)?\s*([^<>\s]+@[^<>\s]+?)\s*>?\s*$/.exec(configured)
  const { hostname } = new URL(ctx.settings.publicUrl)
  const address = match?.[2] ?? `no-reply@${hostname}`
  const name = match?.[1]
  return { name: name === undefined || name === '' ? hostname : name, address }
}
