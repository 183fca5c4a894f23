import nodemailer from 'nodemailer'
import { SECOND } from '../kernel/index.ts'
import { type Envelope, undeliverable } from './envelope.ts'

const PATIENCE = { connectionTimeout: 10 * SECOND, greetingTimeout: 10 * SECOND, socketTimeout: 30 * SECOND }

/** Hands a mail to an SMTP server: `smtps://user:password@mail.example.com:465`. Throws `undeliverable` when the server refuses for good (5xx). */
export async function sendBySmtp(url: string, { id, from, to, subject, html, text }: Envelope): Promise<void> {
  const transport = nodemailer.createTransport({ url, ...PATIENCE, disableFileAccess: true, disableUrlAccess: true })
  const messageId = `<${id}@${from.address.split('@')[1] ?? 'localhost'}>`
  try {
    await transport.sendMail({ messageId, from, to: { name: '', address: to }, subject, html, text })
  } catch (error) {
    throw refusedForGood(error) ? undeliverable(wordsOf(error)) : error
  } finally {
    transport.close()
  }
}

/** RFC 5321, 4.2.1: a permanent negative answer. Wrong credentials (535) are ours to mend, and are tried again. */
function refusedForGood(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown }
  return typeof responseCode === 'number' && responseCode >= 500 && command !== 'AUTH' && responseCode !== 535
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
