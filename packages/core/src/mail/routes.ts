import type { Context, Handlers } from '../kernel/index.ts'
import type { admin } from './contract.ts'
import { listMails, mailView, readMail, resendMail } from './service.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  mails: ({ ctx, query }) => listMails(ctx, query),
  mail: async ({ ctx, params }) => mailView(await readMail(ctx, params.id)),
  resend: async ({ ctx, params }) => mailView(await resendMail(ctx, params.id)),
}
