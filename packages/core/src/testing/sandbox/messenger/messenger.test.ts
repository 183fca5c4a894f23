import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Listener, listenForHooks } from '../fixtures/listener.ts'
import { type MessengerSandbox, messengerSandbox } from './index.ts'

let sandbox: MessengerSandbox
let shop: Listener
let clock = Date.UTC(2026, 5, 1, 10)
beforeEach(async () => {
  sandbox = await messengerSandbox({ seed: 3, now: () => clock })
  shop = await listenForHooks()
})
afterEach(async () => {
  await sandbox.stop()
  await shop.stop()
})

async function ask(path: string, body?: unknown, token = 'courier-demo-token') {
  const headers = { 'courier-token': token, 'content-type': 'application/json' }
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${sandbox.url}/v1${path}`, init)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

describe('the messenger sandbox', () => {
  it('tells the bot what people write, signed over the body', async () => {
    await ask('/webhook', { url: `${shop.url}/hook`, secret: 'bot secret' })
    const { chatId } = sandbox.act.write({ text: 'Is the smoker there?' })
    const [told] = await shop.heard(1)
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      type: 'message.text',
      chat: { chatId },
      message: { text: 'Is the smoker there?' },
    })
    const signature = createHmac('sha256', 'bot secret')
      .update(told?.body ?? '')
      .digest('hex')
    expect(told?.headers['courier-signature']).toBe(`sha256=${signature}`)
  })

  it('carries texts, photos and buttons, and tells which button was pressed', async () => {
    const { chatId } = sandbox.act.write({ text: 'Hello' })
    const buttons = [
      [
        { kind: 'reply', text: 'Yes', data: 'yes' },
        { kind: 'link', text: 'Shop', url: 'https://shop.example.com' },
      ],
    ]
    await ask('/messages', {
      type: 'photo',
      chatId,
      photo: 'https://shop.example.com/a.jpg',
      caption: 'This one?',
      buttons,
    })
    expect(() => sandbox.act.press({ chatId, data: 'no' })).toThrow('No message has a button')
    sandbox.act.press({ chatId, data: 'yes' })
    const { body } = await ask(`/chats/${chatId}/messages?after=1`)
    expect(body.messages).toMatchObject([
      { from: 'bot', type: 'photo', text: 'This one?' },
      { from: 'person', type: 'press', data: 'yes' },
    ])
    expect(await (await fetch(sandbox.url)).text()).toContain('This one?')
  })

  it('lets a bot write only so fast to one chat', async () => {
    const { chatId } = sandbox.act.write({ text: 'Hello' })
    const send = () => ask('/messages', { type: 'text', chatId, text: 'Hi' })
    const statuses = [await send(), await send(), await send(), await send()].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 200, 429])
    expect((await send()).headers.get('retry-after')).toBe('1')
    clock += 1_000
    expect((await send()).status).toBe(200)
  })

  it('lets a bot write to nobody who blocked it, is unknown, or was silent for a day', async () => {
    const { chatId } = sandbox.act.write({ text: 'Hello' })
    const send = (to: string) => ask('/messages', { type: 'text', chatId: to, text: 'Hi' })
    expect(await send('chat_none')).toMatchObject({ status: 404, body: { ok: false, error: 'CHAT_NOT_FOUND' } })
    sandbox.act.block({ chatId })
    expect(await send(chatId)).toMatchObject({ status: 403, body: { error: 'BLOCKED' } })
    sandbox.act.block({ chatId, isBlocked: false })
    clock += 25 * 3_600_000
    expect(await send(chatId)).toMatchObject({ status: 403, body: { error: 'WINDOW_CLOSED' } })
  })

  it('refuses what is not in its contract', async () => {
    const { chatId } = sandbox.act.write({ text: 'Hello' })
    expect((await ask('/messages', { type: 'text', chatId, text: 'Hi', loud: true })).status).toBe(400)
    expect((await ask('/messages', { type: 'text', chatId, text: '' })).body).toMatchObject({
      error: 'VALIDATION_FAILED',
      fields: [{ field: 'text' }],
    })
    expect((await ask('/me', undefined, 'wrong')).status).toBe(401)
  })
})
