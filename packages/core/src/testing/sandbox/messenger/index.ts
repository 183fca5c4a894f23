import type { Hono } from 'hono'
import * as v from 'valibot'
import { action, type Kit, type Platform, type View } from '../platform.ts'
import { jsonBody, queryOf, type Refusal, refusal } from '../refusal.ts'
import { createRoutes } from '../routes.ts'
import { openSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts'
import { type Chats, createChats, signBody } from './chats.ts'
import { HistoryQuery, HookBody, MessageBody } from './contract.ts'

export interface MessengerOptions {
  /** Of the bot; default `courier-demo-token`. */
  readonly token?: string
}

/** The Courier's own way to say no. */
function failure({ code, message, fields }: Refusal) {
  return { ok: false, error: code, description: message, ...(fields === undefined ? {} : { fields }) }
}

function messengerRoutes(chats: Chats, token: string): Hono {
  const app = createRoutes(failure)
  app.use('/v1/*', async (c, next) => {
    if (c.req.header('courier-token') !== token)
      throw refusal({ status: 401, code: 'UNAUTHORIZED', message: 'The bot token is wrong.' })
    await next()
  })
  app.get('/v1/me', (c) => c.json({ ok: true, bot: { name: 'Lipova bot' } }))
  app.post('/v1/messages', async (c) => c.json({ ok: true, ...chats.send(await jsonBody(c.req.raw, MessageBody)) }))
  app.get('/v1/chats/:id/messages', (c) => {
    const { after = '0' } = queryOf(c.req.raw, HistoryQuery)
    const { messages } = chats.require(c.req.param('id'))
    return c.json({ ok: true, messages: messages.filter(({ number }) => number > Number(after)).slice(0, 100) })
  })
  app.post('/v1/webhook', async (c) => {
    const { url, secret } = await jsonBody(c.req.raw, HookBody)
    chats.target = { url, secret, sign: signBody }
    return c.json({ ok: true })
  })
  return app
}

const InChat = { chatId: v.string() }

function messengerActions(chats: Chats) {
  return {
    /** A person writes to the shop; without a chat a new one begins. */
    write: action(
      v.strictObject({ chatId: v.optional(v.string()), name: v.optional(v.string(), 'Olena'), text: v.string() }),
      ({ chatId, name, text }) => {
        const id = chatId ?? chats.open(name).chatId
        return { chatId: id, ...chats.receive(id, { type: 'text', text }) }
      },
    ),
    press: action(v.strictObject({ ...InChat, data: v.string() }), ({ chatId, data }) => {
      const isThere = chats
        .require(chatId)
        .messages.some(({ buttons = [] }) =>
          buttons.flat().some((button) => button.kind === 'reply' && button.data === data),
        )
      if (!isThere) throw refusal({ status: 400, code: 'NO_BUTTON', message: `No message has a button "${data}".` })
      return chats.receive(chatId, { type: 'press', data })
    }),
    block: action(v.strictObject({ ...InChat, isBlocked: v.optional(v.boolean(), true) }), ({ chatId, isBlocked }) => {
      chats.require(chatId).isBlocked = isBlocked
    }),
    state: action(v.strictObject({}), () => ({ chats: chats.all() })),
  }
}

export type MessengerActions = ReturnType<typeof messengerActions>

function viewOf(chats: Chats): View {
  const last = chats.all().flatMap(({ name, messages }) => messages.map((message) => ({ name, message })))
  const sorted = last.sort((one, other) => (one.message.at < other.message.at ? -1 : 1)).slice(-100)
  return {
    items: [],
    orders: [],
    messages: sorted.map(({ name, message: { from, text = '', data, photo, buttons = [] } }) => ({
      from: from === 'bot' ? 'shop' : name,
      text: data === undefined ? text : `▸ ${data}`,
      ...(photo === undefined ? {} : { picture: photo }),
      ...(from === 'bot'
        ? { note: [`to ${name}`, ...buttons.flat().map(({ text: label }) => `[${label}]`)].join(' ') }
        : {}),
    })),
    buttons: [
      { title: 'Write as somebody new', action: 'write', input: {}, ask: { text: 'What do they write?' } },
      ...chats
        .all()
        .slice(-5)
        .flatMap(({ chatId, name }) => [
          { title: `Write as ${name}`, action: 'write', input: { chatId }, ask: { text: 'What do they write?' } },
          ...pressesOf(chats, chatId),
        ]),
    ],
  }
}

/** The buttons of the newest message of the bot, for pressing them. */
function pressesOf(chats: Chats, chatId: string) {
  const { buttons = [] } = chats.require(chatId).messages.findLast(({ from }) => from === 'bot') ?? {}
  return buttons
    .flat()
    .flatMap((button) =>
      button.kind === 'reply'
        ? [{ title: `Press “${button.text}”`, action: 'press', input: { chatId, data: button.data } }]
        : [],
    )
}

/** The Courier, a messenger: texts, photos and buttons to chats, answers signed, so many messages per chat. */
export function messenger({ token = 'courier-demo-token' }: MessengerOptions = {}): Platform<MessengerActions> {
  return {
    title: 'Courier',
    failure,
    rates: { chat: { rate: 1, burst: 3 }, bot: { rate: 30, burst: 30 } },
    open(kit: Kit) {
      const chats = createChats(kit)
      return { routes: messengerRoutes(chats, token), actions: messengerActions(chats), view: () => viewOf(chats) }
    },
  }
}

export type MessengerSandbox = Sandbox<MessengerActions>

/** Opens the Courier on this machine. */
export function messengerSandbox({
  token,
  ...options
}: MessengerOptions & SandboxOptions = {}): Promise<MessengerSandbox> {
  return openSandbox({ ...options, platform: messenger(token === undefined ? {} : { token }) })
}
