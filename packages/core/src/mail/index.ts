export { mailQueued } from './events.ts'
export type { Mail, MailData, MailLanguage, MailLine, MailTemplate, MailTotals } from './model.ts'
export { mailLanguages } from './model.ts'
export { type MailOn, mailOn, queueMail } from './queue.ts'
