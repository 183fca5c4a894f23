import { createHmac } from 'node:crypto'
import type { HookTarget } from '../hook-sender.ts'
import type { Kit } from '../platform.ts'
import { refusal } from '../refusal.ts'
import type { ChatMessage, MessageBody } from './contract.ts'

export interface Chat {
  readonly chatId: string
  readonly name: string
  readonly messages: ChatMessage[]
  isBlocked: boolean
}

export interface Chats {
  readonly all: () => readonly Chat[]
  require(chatId: string): Chat
  /** A bot writes; only to people who wrote within the window, and not too fast. */
  send(body: MessageBody): { readonly messageNumber: number }
  /** A person writes or presses a button, and the bot is told. */
  receive(chatId: string, message: Pick<ChatMessage, 'type' | 'text' | 'data'>): ChatMessage
  open(name: string): Chat
  target: HookTarget | undefined
}

/** A bot may answer for a day after a person wrote. */
const WINDOW = 24 * 3_600_000

export function createChats(kit: Kit): Chats {
  const chats = new Map<string, Chat>()
  const add = (chat: Chat, message: Omit<ChatMessage, 'number' | 'at'>): ChatMessage => {
    const kept = { ...message, number: chat.messages.length + 1, at: new Date(kit.now()).toISOString() }
    chat.messages.push(kept)
    return kept
  }
  const own: Chats = {
    target: undefined,
    all: () => [...chats.values()],
    require(chatId) {
      const chat = chats.get(chatId)
      if (chat === undefined)
        throw refusal({ status: 404, code: 'CHAT_NOT_FOUND', message: `There is no chat ${chatId}.` })
      return chat
    },
    open(name) {
      const chat = { chatId: kit.newId('chat'), name, messages: [], isBlocked: false }
      chats.set(chat.chatId, chat)
      return chat
    },
    send(body) {
      const chat = own.require(body.chatId)
      refuseUnwanted(kit, chat)
      const { chatId: _, ...message } = body
      const photo =
        message.type === 'photo' ? { photo: message.photo, ...textOf(message.caption) } : textOf(message.text)
      const { type, buttons, reference } = message
      const extras = {
        ...(buttons === undefined ? {} : { buttons }),
        ...(reference === undefined ? {} : { reference }),
      }
      return { messageNumber: add(chat, { from: 'bot', type, ...photo, ...extras }).number }
    },
    receive(chatId, message) {
      const chat = own.require(chatId)
      const kept = add(chat, { from: 'person', ...message })
      const body = { type: `message.${message.type}`, chat: { chatId, name: chat.name }, message: kept }
      kit.tell(own.target, { type: body.type, body })
      return kept
    },
  }
  return own
}

const textOf = (text: string | undefined) => (text === undefined ? {} : { text })

function refuseUnwanted(kit: Kit, chat: Chat): void {
  if (chat.isBlocked) throw refusal({ status: 403, code: 'BLOCKED', message: 'The person blocked the bot.' })
  const last = chat.messages.findLast(({ from }) => from === 'person')
  if (last === undefined || Date.parse(last.at) < kit.now() - WINDOW)
    throw refusal({ status: 403, code: 'WINDOW_CLOSED', message: 'The person did not write within a day.' })
  for (const [bucket, whose] of [
    ['chat', chat.chatId],
    ['bot', 'bot'],
  ] as const) {
    const { isTaken, wait } = kit.buckets.take(bucket, whose)
    if (isTaken) continue
    const seconds = String(Math.ceil(wait))
    throw refusal({
      status: 429,
      code: 'TOO_FAST',
      message: `Wait ${seconds} s before the next message to this ${bucket}.`,
      headers: { 'retry-after': seconds },
    })
  }
}

/** `sha256=` and the hexadecimal HMAC of the body with the bot's secret. */
export function signBody(secret: string, { body }: { readonly body: string }): Record<string, string> {
  return { 'courier-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
}
