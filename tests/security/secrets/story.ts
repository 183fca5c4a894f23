import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LogOptions } from '../../../packages/core/src/kernel/index.ts'
import { signMessage } from '../../../packages/core/src/payments/standard-webhooks.ts'
import { type Answer, cookieOf, type Question } from '../../hostile/shop/ask.ts'
import { openVictim, staffOf, type Victim } from '../../hostile/shop/victim.ts'
import type { Canary, Hay } from './canary.ts'
import { vaultRoom } from './vault.ts'

/** Words of one run, random enough that no other word holds them. */
const word = (name: string) => `${name}${Buffer.from(crypto.getRandomValues(new Uint8Array(9))).toString('hex')}`

export interface Story {
  readonly victim: Victim
  readonly canaries: readonly Canary[]
  readonly log: readonly string[]
  /** Every answer, with its headers, by method, pattern and status. */
  readonly answers: readonly Hay[]
  /** Files of the shop, byte for byte, and a backup made while it ran. */
  files(): Promise<readonly Hay[]>
  /** Every row of every table, by table. */
  tables(): Promise<readonly Hay[]>
  close(): Promise<void>
}

interface StoryOptions {
  readonly isCareless?: boolean
  readonly log?: (lines: string[]) => LogOptions
}

/** A shop in use: staff and customers sign up, in and wrong, buy, pay, get mails; a provider reports; a plugin breaks. */
export async function liveThrough({ isCareless = false, log = captured }: StoryOptions = {}): Promise<Story> {
  const found = new Map<string, Canary>()
  const note = (name: string, text: string, kind: Canary['kind'] = 'secret') => {
    if (text.length < 16) throw new Error(`${name} is no canary: ${text}`)
    found.set(name, { name, kind, text })
    return text
  }
  const secret = note('the secret of the shop', word('the-secret-of-this-shop-'))
  const webhookSecret = note('the secret of a webhook', `whsec_${Buffer.from(word('webhook')).toString('base64')}`)
  const email = note('the address of a customer', `${word('canary')}@example.com`, 'person')
  const lines: string[] = []
  const answers: Hay[] = []
  const opened = await openVictim({
    secret,
    log: log(lines),
    rooms: [vaultRoom({ webhookSecret, email, isCareless, apiKey: () => found.get('an API key')?.text ?? '' })],
  })
  note('the token of the operator', opened.operatorToken)
  const victim: Victim = {
    ...opened,
    ask: async (question) => {
      const answer = await opened.ask(question)
      answers.push({ place: placeOf(question, answer), content: `${[...answer.headers].join('\n')}\n${answer.text}` })
      return answer
    },
  }
  await tell(victim, { note, email, webhookSecret })
  await victim.commerce.idle()
  const secrets = () => [...found.values()]
  return {
    victim,
    canaries: secrets(),
    log: lines,
    answers,
    files: () => filesOf(victim),
    tables: () => tablesOf(victim),
    close: () => opened.close(),
  }
}

/** The log as a shop writes it, at its most talkative. */
export function captured(lines: string[]): LogOptions {
  return { level: 'trace', destination: { write: (line: string) => void lines.push(line) } }
}

const placeOf = ({ method, path }: Question, { status }: Answer): string =>
  `${method} ${path.replace(/\?.*$/, '').replace(/\b[a-z]{3,4}_[\da-z]{26}\b/g, ':id')} ${status}`

type Note = (name: string, text: string, kind?: Canary['kind']) => string

interface Told {
  readonly note: Note
  readonly email: string
  readonly webhookSecret: string
}

async function tell(victim: Victim, { note, email, webhookSecret }: Told): Promise<void> {
  const asked = async (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
    victim.ask({ method, path, headers, ...(json === undefined ? {} : { json }) })
  const staff = (method: string, path: string, json?: unknown) =>
    asked(method, `/admin${path}`, json, { Authorization: `Bearer ${victim.operatorToken}` })
  const linkOf = async (template: string, to: string) => {
    await victim.commerce.idle()
    const { items } = (await staff('GET', `/mail?to=${encodeURIComponent(to)}`)).json as unknown as {
      items: { id: string; template: string }[]
    }
    const id = items.find((mail) => mail.template === template)?.id
    return /token=([\w.~-]+)/.exec((await asked('GET', `/dev/mail/${id}`)).text)?.[1] ?? ''
  }

  const made = await staff('POST', '/api-keys', { name: 'Key', scopes: ['catalog:read', 'vault:read'] })
  const apiKey = note('an API key', String(made.json.key))
  const bearer = { Authorization: `Bearer ${apiKey}` }
  await asked('GET', '/admin/products', undefined, bearer)
  await asked('GET', '/admin/orders', undefined, bearer)
  await asked('GET', '/admin/orders', undefined, { Authorization: `Bearer ${apiKey}x` })
  await staff('POST', '/vault', { name: 'pay', secret: note('the sealed secret of a provider', word('provider')) })
  const hook = await staff('POST', '/webhooks', { url: 'http://erp.internal/hooks' })
  note('the secret of an outgoing webhook', String(hook.json.secret))
  await staff('POST', `/webhooks/${hook.json.id}/test`, {})
  const changed = await staff('POST', `/webhooks/${hook.json.id}/rotate`, {})
  note('the next secret of an outgoing webhook', String(changed.json.secret))
  await asked('GET', '/admin/vault/pay', undefined, bearer)
  await asked('GET', '/admin/vault/pay/broken', undefined, bearer)
  await staff('POST', '/jobs/run', { name: 'vault/tidy' })

  const member = await staffOf(victim, { email: 'sam@example.com', role: 'owner' })
  note('the session of a member of staff', signatureOf(member.cookie))
  await asked('GET', '/admin/me', undefined, { Cookie: member.cookie })
  await asked('POST', '/admin/password-reset', { email: 'sam@example.com' })
  note('the link of a new staff password', await linkOf('passwordReset', 'sam@example.com'))
  await staff('POST', '/invitations', { email: 'new@example.com', role: 'viewer' })

  const password = note('the password of a customer', word('password'))
  const name = note('the name of a customer', word('Canaria'), 'person')
  await asked('POST', '/store/customers', { email, password, firstName: name, lastName: 'Example' })
  const verify = note('the link that proves an address', await linkOf('verifyEmail', email))
  await asked('POST', '/store/customers/verify-email/confirm', { token: `${verify}x` })
  await asked('POST', '/store/customers/verify-email/confirm', { token: verify })
  await asked('POST', '/store/customers/session', { email, password: note('a wrong password', word('wrong')) })
  const broken = [
    `{"email":"${email}","password":"${password}"`,
    `{"password":${password}}`,
    JSON.stringify(`{"password":"${password}"}`),
    JSON.stringify({ email, password: [password] }),
    JSON.stringify({ email, password, token: password }),
  ]
  for (const raw of broken)
    await victim.ask({
      method: 'POST',
      path: '/store/customers/session',
      headers: { 'Content-Type': 'application/json' },
      raw,
    })
  const session = await asked('POST', '/store/customers/session', { email, password })
  const cookie = cookieOf(session)
  note('the session of a customer', signatureOf(cookie))
  await asked('POST', '/store/customers/password-reset', { email })
  note('the link of a new password', await linkOf('passwordReset', email))

  const phone = note('the phone of a customer', '+31 20 79 41 86 52', 'person')
  const line1 = note('the street of a customer', word('Kanarielaan'), 'person')
  const shippingAddress = {
    firstName: name,
    lastName: 'Example',
    line1,
    phone,
    city: 'Utrecht',
    postalCode: '3500 AA',
    country: 'NL',
  }
  const cart = await asked('POST', '/store/carts', { lines: [{ sku: 'HV-1', quantity: 1 }], email, shippingAddress })
  if (cart.status !== 201) throw new Error(`no cart: ${cart.text}`)
  const token = note('the token of a cart', String(cart.json.token))
  const path = `/store/carts/${cart.json.id}`
  const own = { 'Vitrine-Cart': token, Cookie: cookie }
  await asked('GET', path, undefined, { 'Vitrine-Cart': `${token}x` })
  await asked('PATCH', path, { email: `${email} ${password}` }, own)
  await asked('PUT', `${path}/delivery`, { code: 'courier' }, own)
  await asked('POST', `${path}/payment`, { provider: 'vault' }, own)
  const done = await asked('POST', `${path}/complete`, undefined, { ...own, 'Idempotency-Key': 'once' })
  await asked('POST', `${path}/complete`, undefined, { ...own, 'Idempotency-Key': 'once' })
  const order = done.json.order as { id: string; token: string }
  note('the token of an order', order.token)
  await asked('GET', `/store/orders/${order.id}`, undefined, { 'Vitrine-Order': order.token })
  await asked('GET', `/store/orders/${order.id}?token=${order.token}x`)

  const body = JSON.stringify({ about: 'nothing' })
  const signed = { id: 'msg_1', at: Date.now(), body }
  for (const key of [webhookSecret, 'whsec_AAAA'])
    await victim.ask({ method: 'POST', path: '/hooks/payments/vault', headers: signMessage(key, signed), raw: body })
  await victim.commerce.idle()
  const payments = (await staff('GET', '/payments')).json.items as { id: string }[]
  await staff('POST', `/payments/${payments[0]?.id}/capture`, {})
  for (const page of ['/metrics', '/openapi.json', '/health', '/ready', '/dev/mail']) await asked('GET', page)
  for (const list of [
    '/events?limit=100',
    '/events/consumers',
    '/events/dead-letters',
    '/jobs',
    '/api-keys',
    '/publishable-keys',
    '/staff',
    '/mail',
    '/audit',
    '/invitations',
    '/payments',
    '/orders',
    '/carts',
    '/integrity',
  ])
    await staff('GET', list)
}

/** The credential of a cookie: what only we could have written. */
const signatureOf = (cookie: string): string =>
  decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1))
    .split('.')
    .at(-1) ?? ''

async function filesOf({ folder, commerce, operatorToken }: Victim): Promise<readonly Hay[]> {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const kept = all.map((name) => join(folder, name)).filter((path) => existsSync(path) && statSync(path).isFile())
  const headers = { Authorization: `Bearer ${operatorToken}` }
  const backup = Buffer.from(await (await commerce.app.request('/admin/backup', { headers })).arrayBuffer())
  return [
    ...kept.map((path) => ({ place: path.slice(folder.length + 1), content: readFileSync(path) })),
    { place: 'the backup', content: backup },
  ]
}

async function tablesOf({ commerce }: Victim): Promise<readonly Hay[]> {
  const { db } = commerce.core
  const names = (await db.raw("select name from sqlite_master where type = 'table'")).flat() as string[]
  return Promise.all(
    names.map(async (place) => {
      const rows = await db.raw(`select * from "${place}"`)
      return {
        place,
        content: rows
          .flat()
          .map((cell) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell)))
          .join('\n'),
      }
    }),
  )
}
