export { dev as devContract } from './contract.ts'
export { devHandlers } from './dev-outbox.ts'
export { type Envelope, undeliverable } from './envelope.ts'
export {
  type Message,
  type MessageDraft,
  type MessagePart,
  mailMessage,
  message,
  type Reader,
  sendMessage,
} from './message.ts'
export type { Mail, MailData, MailLanguage, MailLine, MailTemplate, MailTotals } from './model.ts'
export { type MailOn, mailOn, queueMail } from './queue.ts'
export { mailsTo } from './service.ts'
export { type MailTransport, mailSender, mailTransport } from './transport.ts'
