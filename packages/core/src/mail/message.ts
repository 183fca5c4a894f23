import { type GenericSchema, type InferInput, type InferOutput, parse } from 'valibot'
import { type Context, extensionPoint, type Statement } from '../kernel/index.ts'
import { undeliverable } from './envelope.ts'
import type { Letter, Part } from './letter.ts'
import { messages } from './messages/index.ts'
import type { MailLanguage } from './model.ts'
import { queueAny } from './queue.ts'

/** A part of a letter; heads of tables and the words below buttons are the shop's, in the reader's language. */
export type MessagePart =
  | Exclude<Part, { kind: 'button' | 'lines' }>
  | Omit<Extract<Part, { kind: 'button' }>, 'help'>
  | Omit<Extract<Part, { kind: 'lines' }>, 'heads'>

/** What a message says; greeting and end are the shop's. */
export interface MessageDraft {
  readonly subject: string
  /** Whom it greets. */
  readonly name?: string | undefined
  readonly parts: readonly MessagePart[]
}

export interface Reader {
  /** The language that the letter is written in: that of the reader when mails know it, else English. */
  readonly language: MailLanguage
  /** The name of the shop. */
  readonly shop: string
}

/** A kind of mail beside the core's own: which facts it needs, and how it is worded in each language. */
export interface Message<Schema extends GenericSchema = GenericSchema> {
  /** Kept with every mail that was written: `<plugin>/<noun>`. */
  readonly name: string
  readonly data: Schema
  write(data: InferOutput<Schema>, reader: Reader): MessageDraft
}

/** Where plugins hang their messages: `contribute(mailMessage, ready)`. */
export const mailMessage = extensionPoint<Message>('mail.message')

/** @example export const ready = message('click-and-collect/ready', { data: v.object({ code: v.string() }), write: ({ code }) => … }) */
export function message<Schema extends GenericSchema>(
  name: string,
  { data, write }: Omit<Message<Schema>, 'name'>,
): Message<Schema> {
  return { name, data, write }
}

export interface MessageTo<Schema extends GenericSchema> {
  readonly to: string
  /** Language tag of the reader, such as `pl` or `nl-BE`. */
  readonly language: string
  readonly data: InferInput<Schema>
  /** Id of the event that asked for it. */
  readonly cause?: string
}

/** The lines that write a message down; sent after the command that they belong to is committed. Throws a ValiError when facts are missing. */
export function sendMessage<Schema extends GenericSchema>(
  ctx: Pick<Context, 'newId' | 'now' | 'sealer'>,
  { name, data: schema }: Message<Schema>,
  { to, language, data, cause }: MessageTo<Schema>,
): Statement[] {
  return queueAny(
    ctx,
    { to, language, template: name, data: parse(schema, data) },
    cause === undefined ? {} : { cause },
  ).statements
}

interface Written extends Reader {
  readonly name: string
  readonly data: unknown
}

/** The letter of a message of a plugin. What no plugin of this shop can word any more is given up. */
export function letterOf({ extensions }: Pick<Context, 'extensions'>, { name, data, ...reader }: Written): Letter {
  const found = extensions.of(mailMessage).find((one) => one.name === name)
  if (found === undefined) throw undeliverable(`no plugin of this shop writes ${name}`)
  const { subject, name: greeted, parts } = found.write(data, reader)
  const words = messages[reader.language]
  return {
    subject,
    greeting: words.greeting(greeted),
    parts: parts.map((part) => wholePart(part, reader.language)),
    footer: words.footer(reader.shop),
  }
}

function wholePart(part: MessagePart, language: MailLanguage): Part {
  const { labels, linkHelp } = messages[language]
  if (part.kind === 'button') return { ...part, help: linkHelp }
  if (part.kind === 'lines') return { ...part, heads: [labels.item, labels.quantity, labels.amount] }
  return part
}
