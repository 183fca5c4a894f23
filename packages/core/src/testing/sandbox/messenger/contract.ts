import * as v from 'valibot'

/* The Courier's published contract, version 1: a messenger whose bots write to people who wrote to them. */

const text = (most: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(most))
const Button = v.variant('kind', [
  v.strictObject({ kind: v.literal('reply'), text: text(40), data: text(64) }),
  v.strictObject({ kind: v.literal('link'), text: text(40), url: v.pipe(v.string(), v.url()) }),
])
const Buttons = v.pipe(v.array(v.pipe(v.array(Button), v.nonEmpty(), v.maxLength(3))), v.nonEmpty(), v.maxLength(5))

const common = {
  chatId: text(40),
  buttons: v.optional(Buttons),
  /** The bot's own name for the message; messages with the same are not told apart by the platform. */
  reference: v.optional(text(64)),
}

export const MessageBody = v.variant('type', [
  v.strictObject({ type: v.literal('text'), text: text(4_096), ...common }),
  v.strictObject({
    type: v.literal('photo'),
    photo: v.pipe(v.string(), v.url(), v.startsWith('https://')),
    caption: v.optional(text(1_024)),
    ...common,
  }),
])
export type MessageBody = v.InferOutput<typeof MessageBody>

export const HistoryQuery = v.strictObject({ after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/))) })
export const HookBody = v.strictObject({ url: v.pipe(v.string(), v.url()), secret: text(200) })

export interface ChatMessage {
  /** Grows within the chat. */
  readonly number: number
  readonly from: 'bot' | 'person'
  readonly at: string
  readonly type: 'text' | 'photo' | 'press'
  readonly text?: string
  readonly photo?: string
  readonly data?: string
  readonly buttons?: MessageBody['buttons']
  readonly reference?: string
}
