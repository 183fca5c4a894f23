import * as v from 'valibot'
import { pageOf, pageQuery, route } from '../kernel/shared.ts'
import { problems } from './problems.ts'

const Status = v.picklist(['queued', 'sent', 'failed'])

/** Without its content: that holds one-time links, which are for the reader only. */
const MailView = v.object({
  id: v.string(),
  template: v.string(),
  language: v.string(),
  to: v.string(),
  status: Status,
  transport: v.nullable(v.string()),
  attempts: v.number(),
  error: v.nullable(v.string()),
  /** Id of the event that asked for it. */
  cause: v.nullable(v.string()),
  sentAt: v.nullable(v.string()),
  createdAt: v.string(),
})

export const admin = {
  mails: route.get('/mail', {
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(Status),
      to: v.optional(v.pipe(v.string(), v.maxLength(320))),
    }),
    output: pageOf(MailView),
    access: 'mail:read',
    summary: 'Mails, newest first',
  }),
  mail: route.get('/mail/:id', {
    output: MailView,
    access: 'mail:read',
    problems: [problems.notFound],
    summary: 'One mail',
  }),
  resend: route.post('/mail/:id/resend', {
    output: MailView,
    access: 'mail:write',
    status: 202,
    problems: [problems.notFound],
    summary: 'Send the same mail once more, as a new message',
  }),
}

/** The outbox that developers look at, mounted at `/dev` in development only. */
export const dev = {
  outbox: route.text('/mail', { summary: 'Mails that were written' }),
  message: route.text('/mail/:id', { problems: [problems.notFound], summary: 'One mail as its reader sees it' }),
}
