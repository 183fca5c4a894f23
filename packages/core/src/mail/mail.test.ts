import { createServer, type Server } from 'node:net'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { admin as adminContract } from '../access/contract.ts'
import { addStaff } from '../access/index.ts'
import { adminHandlers } from '../access/routes.ts'
import { type Dispatcher, defineEvent, emit, startDispatcher, subscription } from '../events/index.ts'
import {
  type App,
  anonymous,
  type Contribution,
  contribute,
  DAY,
  mount,
  run,
  SECOND,
  systemContext,
} from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { dev } from './contract.ts'
import { devHandlers } from './dev-outbox.ts'
import { type Envelope, isUndeliverable, undeliverable } from './envelope.ts'
import { mailOn } from './queue.ts'
import { mailRoom } from './room.ts'
import { listMails, pruneMails, resendMail } from './service.ts'
import { sendBySmtp } from './smtp.ts'
import { mailSender, mailTransport } from './transport.ts'

const asked = defineEvent<{ to: string; language: string; name?: string }>('test.asked')

const askedMail = mailOn(asked, {
  name: 'mail/test.asked',
  build: ({ data: { to, language, name = 'Ada' } }) =>
    to === 'nobody@example.com'
      ? null
      : {
          to,
          language,
          template: 'passwordReset',
          data: { name, link: 'https://shop.example.com/reset?token=s3cret', minutes: 30 },
        },
})

let test: TestApp
let dispatcher: Dispatcher | undefined

async function open(...more: Contribution[]): Promise<App> {
  const contributes = [...(mailRoom.contributes ?? []), contribute(subscription, askedMail), ...more]
  test = await openTestApp({ contributes })
  dispatcher = await startDispatcher(test.app)
  return test.app
}

async function ask(app: App, data: { to: string; language: string; name?: string }): Promise<void> {
  const ctx = systemContext(app)
  await run(ctx, {
    name: 'test',
    plan: () => ({ statements: [emit(ctx, asked, { aggregate: data.to, data })], result: null }),
  })
  await dispatcher?.idle()
}

afterEach(async () => {
  if (dispatcher === undefined) return
  await dispatcher.stop({ grace: 0 })
  dispatcher = undefined
  await test.close()
})

const collecting = (sent: Envelope[], fails: () => Error | undefined = () => undefined) =>
  contribute(mailTransport, {
    id: 'collect',
    send: async (envelope) => {
      const error = fails()
      if (error !== undefined) throw error
      sent.push(envelope)
    },
  })

describe('an event that owes a mail', () => {
  it('sends it once, in the language of its reader, from the shop', async () => {
    const sent: Envelope[] = []
    const app = await open(collecting(sent), contribute(mailSender, 'Honey & Hive <shop@example.com>'))
    await ask(app, { to: 'ada@example.com', language: 'nl-BE' })
    expect(sent).toMatchObject([
      {
        to: 'ada@example.com',
        subject: 'Kies een nieuw wachtwoord',
        from: { name: 'Honey & Hive', address: 'shop@example.com' },
      },
    ])
    expect(sent[0]?.html).toContain('<html lang="nl">')
    expect(sent[0]?.text).toContain('https://shop.example.com/reset?token=s3cret')
    const { items } = await listMails(systemContext(app), { limit: 10 })
    expect(items).toMatchObject([{ status: 'sent', attempts: 1, transport: 'collect', template: 'passwordReset' }])
  })

  it('sends none when there is nothing to say', async () => {
    const app = await open()
    await ask(app, { to: 'nobody@example.com', language: 'en' })
    expect((await listMails(systemContext(app), { limit: 10 })).items).toEqual([])
  })

  it('tries again when the server is away, without holding up the mails of others', async () => {
    const sent: Envelope[] = []
    let isAway = true
    const app = await open(collecting(sent, () => (isAway ? new Error('connection refused') : undefined)))
    await ask(app, { to: 'ada@example.com', language: 'en' })
    isAway = false
    await ask(app, { to: 'bob@example.com', language: 'en' })
    expect(sent.map(({ to }) => to)).toEqual(['bob@example.com'])
    test.clock.advance(10 * SECOND)
    await dispatcher?.idle()
    expect(sent.map(({ to }) => to)).toEqual(['bob@example.com', 'ada@example.com'])
    const { items } = await listMails(systemContext(app), { limit: 10, to: 'ada@example.com' })
    expect(items).toMatchObject([{ status: 'sent', attempts: 2, error: null }])
  })

  it('gives up at once on an address that does not exist, and after twelve tries on a server that never answers', async () => {
    let error = undeliverable('550 no such user')
    const app = await open(collecting([], () => error))
    await ask(app, { to: 'gone@example.com', language: 'en' })
    error = new Error('timeout')
    await ask(app, { to: 'slow@example.com', language: 'en' })
    for (let day = 0; day < 12; day += 1) {
      test.clock.advance(DAY)
      await dispatcher?.idle()
    }
    const { items } = await listMails(systemContext(app), { limit: 10, status: 'failed' })
    expect(items).toMatchObject([
      { to: 'slow@example.com', attempts: 12, error: 'timeout' },
      { to: 'gone@example.com', attempts: 1, error: '550 no such user' },
    ])
  })

  it('keeps nothing readable of what it says in the database', async () => {
    const app = await open()
    await ask(app, { to: 'ada@example.com', language: 'en' })
    const rows = await app.db.raw('select content from mail_messages union all select data from events')
    expect(JSON.stringify(rows)).not.toContain('s3cret')
  })
})

describe('staff', () => {
  it('get their reset link and their invitation by mail', async () => {
    const sent: Envelope[] = []
    const app = await open(collecting(sent))
    const ctx = systemContext(app)
    await addStaff(ctx, { email: 'owner@example.com', name: 'Olha', role: 'owner' })
    const hono = new Hono()
    mount(hono, { prefix: '/admin', context: () => ctx }, adminContract, adminHandlers)
    const post = (path: string, body: unknown) =>
      hono.request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': 'uk, en;q=0.5' },
        body: JSON.stringify(body),
      })
    expect((await post('/admin/password-reset', { email: 'owner@example.com' })).status).toBe(202)
    await post('/admin/password-reset', { email: 'nobody@example.com' })
    await post('/admin/invitations', { email: 'petro@example.com', role: 'viewer', language: 'pl' })
    await dispatcher?.idle()
    const byReader = sent.toSorted((one, other) => (one.to < other.to ? -1 : 1))
    expect(byReader.map(({ to, subject }) => [to, subject])).toEqual([
      ['owner@example.com', 'Оберіть новий пароль'],
      ['petro@example.com', 'Zaproszenie do pracy w sklepie localhost'],
    ])
    expect(byReader[0]?.text).toMatch(/\/admin\/password-reset\/confirm\?token=ver_/)
  })
})

describe('a stored mail', () => {
  it('can be sent again as a new message, and is forgotten after 90 days', async () => {
    const sent: Envelope[] = []
    const app = await open(collecting(sent))
    const ctx = systemContext(app)
    await ask(app, { to: 'ada@example.com', language: 'pl' })
    const [first] = (await listMails(ctx, { limit: 10 })).items
    const again = await resendMail(ctx, first?.id ?? '')
    await dispatcher?.idle()
    expect(sent.map(({ subject }) => subject)).toEqual(['Ustaw nowe hasło', 'Ustaw nowe hasło'])
    expect(again.id).not.toBe(first?.id)
    await expect(resendMail(ctx, 'mail_none')).rejects.toMatchObject({ code: 'mail.notFound' })
    test.clock.advance(91 * DAY)
    expect(await pruneMails(ctx)).toBe(2)
  })

  it('is shown to developers as its reader sees it, with hostile names escaped', async () => {
    const app = await open()
    await ask(app, { to: 'ada@example.com', language: 'en', name: '"><script>alert(1)</script>' })
    const hono = new Hono()
    mount(hono, { prefix: '/dev', context: () => systemContext(app, anonymous) }, dev, devHandlers)
    const list = await (await hono.request('/dev/mail')).text()
    const link = /href="(\/dev\/mail\/mail_[^"]+)"/.exec(list)?.[1] ?? ''
    const page = await hono.request(link)
    const html = await page.text()
    expect(html).toContain('Choose a new password')
    expect(html).not.toContain('<script>')
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })
})

describe('SMTP', () => {
  const servers: Server[] = []
  afterEach(() => servers.splice(0).forEach((server) => void server.close()))

  /** Says what an SMTP server says, and keeps what it was given. */
  async function fakeServer(toRecipient: string): Promise<{ url: string; heard: string[] }> {
    const heard: string[] = []
    const server = createServer((socket) => {
      let isData = false
      socket.write('220 mail.example.com\r\n')
      socket.on('data', (chunk) => {
        const text = chunk.toString()
        heard.push(text)
        if (isData) {
          if (text.endsWith('\r\n.\r\n')) {
            isData = false
            socket.write('250 taken\r\n')
          }
          return
        }
        if (/^RCPT/i.test(text)) socket.write(`${toRecipient}\r\n`)
        else if (/^DATA/i.test(text)) {
          isData = true
          socket.write('354 go on\r\n')
        } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n')
        else socket.write('250 mail.example.com\r\n')
      })
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, heard }
  }

  const envelope: Envelope = {
    id: 'mail_1',
    from: { name: 'Pasieka', address: 'shop@example.com' },
    to: 'ada@example.com',
    subject: 'Zamówienie',
    html: '<p>Dziękujemy</p>',
    text: 'Dziękujemy',
  }

  it('hands the mail over with one Message-ID for all its attempts', async () => {
    const { url, heard } = await fakeServer('250 ok')
    await sendBySmtp(url, envelope)
    const said = heard.join('')
    expect(said).toContain('RCPT TO:<ada@example.com>')
    expect(said).toContain('Message-ID: <mail_1@example.com>')
    expect(said).toContain('multipart/alternative')
  })

  it('tells a refusal for good from one that passes', async () => {
    const refused = await sendBySmtp((await fakeServer('550 no such user')).url, envelope).catch(
      (error: unknown) => error,
    )
    expect(isUndeliverable(refused)).toBe(true)
    const busy = await sendBySmtp((await fakeServer('451 try later')).url, envelope).catch((error: unknown) => error)
    expect(busy).toBeInstanceOf(Error)
    expect(isUndeliverable(busy)).toBe(false)
  })
})
