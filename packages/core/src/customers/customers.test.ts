import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Dispatcher, startDispatcher, subscription } from '../events/index.ts'
import {
  type Actor,
  anonymous,
  contribute,
  DAY,
  HOUR,
  type Http,
  MINUTE,
  mount,
  requestProblems,
  systemContext,
} from '../kernel/index.ts'
import { isProblem, problemBody } from '../kernel/problem.ts'
import { type Envelope, mailTransport } from '../mail/index.ts'
import { sendQueued } from '../mail/send.ts'
import { resolveStore } from '../markets/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { admin, store } from './contract.ts'
import { provenEmails } from './identities.ts'
import { pruneCustomers } from './prune.ts'
import { adminHandlers, storeHandlers } from './routes.ts'
import { customerActor } from './sessions.ts'

let test: TestApp
let hono: Hono
let dispatcher: Dispatcher
let sent: Envelope[]

beforeEach(async () => {
  sent = []
  const collect = { id: 'collect', send: async (envelope: Envelope) => void sent.push(envelope) }
  test = await openTestApp({ contributes: [contribute(subscription, sendQueued), contribute(mailTransport, collect)] })
  dispatcher = await startDispatcher(test.app)
  hono = new Hono()
  hono.onError((error, c) => {
    if (!isProblem(error)) throw error
    return c.json(problemBody(error), { status: error.status as 400, headers: error.headers })
  })
  const storeContext = async (http: Http, { access }: { access: string }) => {
    const actor: Actor = (await customerActor(test.app, http)) ?? anonymous
    if (access === 'customer' && actor.kind !== 'customer') throw requestProblems.unauthenticated()
    const base = { ...systemContext(test.app, actor), request: { id: test.app.newId('req') } }
    return resolveStore(base, { language: http.header('Accept-Language') })
  }
  mount(hono, { prefix: '/store', context: storeContext }, store, storeHandlers)
  mount(hono, { prefix: '/admin', context: () => systemContext(test.app) }, admin, adminHandlers)
})
afterEach(async () => {
  await dispatcher.stop({ grace: 0 })
  await test.close()
})

type Json = Record<string, unknown> & { id: string; items: { id: string }[] }

async function call(
  method: string,
  path: string,
  { body, cookie, headers = {} }: { body?: unknown; cookie?: string; headers?: Record<string, string> } = {},
) {
  const answer = await hono.request(path, {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('Content-Type')?.includes('json') === true
  return {
    status: answer.status,
    json: (isJson ? JSON.parse(text) : {}) as Json,
    text,
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    headers: answer.headers,
  }
}

const ada = { email: 'ada@example.com', password: 'a queen and her drones', firstName: 'Ada', lastName: 'Example' }
const signUp = (who: Partial<typeof ada> = {}) => call('POST', '/store/customers', { body: { ...ada, ...who } })
const signIn = (email = ada.email, password = ada.password) =>
  call('POST', '/store/customers/session', { body: { email, password } })

/** The mails that have come, after everything is sent; and the token of the last one. */
async function mails(): Promise<Envelope[]> {
  await dispatcher.idle()
  return sent
}
async function lastToken(): Promise<string> {
  const text = (await mails()).at(-1)?.text ?? ''
  return /token=(\S+)/.exec(text)?.[1] ?? ''
}
const verify = async (token?: string) =>
  call('POST', '/store/customers/verify-email/confirm', { body: { token: token ?? (await lastToken()) } })

async function member(): Promise<string> {
  await signUp()
  await verify()
  return (await signIn()).cookie
}

describe('signing up', () => {
  it('makes an account when the address is confirmed, and not before', async () => {
    expect(await signUp()).toMatchObject({ status: 202, json: { status: 'sent' } })
    expect((await signIn()).json).toMatchObject({ code: 'access.wrongCredentials' })
    expect((await mails()).map(({ to, subject }) => [to, subject])).toEqual([
      [ada.email, 'Confirm your e-mail address'],
    ])
    const page = await call('GET', `/store/customers/verify-email/confirm?token=${await lastToken()}`)
    expect(page.text).toContain('Confirm the address')
    expect(await verify()).toMatchObject({ status: 200, json: { status: 'verified' } })
    expect((await verify()).json).toMatchObject({ code: 'access.linkInvalid' })
    const session = await signIn('Ada@Example.com')
    expect(session).toMatchObject({ status: 201, json: { email: ada.email, firstName: 'Ada' } })
    expect(session.cookie).toMatch(/^vitrine_customer=/)
    expect((await call('GET', '/store/customers/me', { cookie: session.cookie })).json.id).toBe(session.json.id)
    expect(await provenEmails(test.app, session.json.id)).toEqual([ada.email])
    const told = await test.app.db.raw("select name from events where name like 'customer.%' order by number")
    expect(told.flat()).toEqual(['customer.created', 'customer.emailVerified', 'customer.signedIn'])
  })

  it('tells nobody whether an address has an account, but its owner', async () => {
    const cookie = await member()
    const known = await signUp({ password: 'somebody elses password' })
    const unknown = await signUp({ email: 'new@example.com' })
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json])
    const byReader = (await mails()).slice(1).toSorted((one, other) => (one.to < other.to ? -1 : 1))
    expect(byReader.map(({ to, subject }) => [to, subject])).toEqual([
      [ada.email, 'You have an account already'],
      ['new@example.com', 'Confirm your e-mail address'],
    ])
    expect((await signIn(ada.email, 'somebody elses password')).status).toBe(401)
    expect((await call('GET', '/store/customers/me', { cookie })).status).toBe(200)
  })

  it('belongs to whoever confirms last: an earlier link of somebody else no longer works', async () => {
    await signUp({ password: 'password of a stranger' })
    const strangers = await lastToken()
    await signUp()
    expect((await verify(strangers)).status).toBe(410)
    expect((await verify()).status).toBe(200)
    expect((await signIn(ada.email, 'password of a stranger')).status).toBe(401)
    expect((await signIn()).status).toBe(201)
  })

  it('sends the link again, for a day, and at most five mails an hour to one address', async () => {
    await signUp()
    for (let times = 0; times < 9; times += 1)
      expect((await call('POST', '/store/customers/verify-email', { body: { email: ada.email } })).status).toBe(202)
    expect(await mails()).toHaveLength(5)
    test.clock.advance(25 * HOUR)
    expect((await verify()).json).toMatchObject({ code: 'access.linkInvalid' })
    await call('POST', '/store/customers/verify-email', { body: { email: ada.email } })
    expect((await verify()).status).toBe(200)
    await call('POST', '/store/customers/verify-email', { body: { email: 'nobody@example.com' } })
    expect((await mails()).filter(({ to }) => to === 'nobody@example.com')).toEqual([])
  })

  it('is forgotten after a month when it came to nothing', async () => {
    await signUp()
    test.clock.advance(31 * DAY)
    await pruneCustomers(systemContext(test.app))
    await pruneCustomers(systemContext(test.app))
    expect(await test.app.db.raw('select count(*) from customer_logins')).toEqual([[0]])
  })

  it('writes in the language of the shop that was looked at', async () => {
    const languages = await test.app.db.raw('select languages from markets limit 1')
    const other = (JSON.parse(String(languages[0]?.[0])) as string[]).at(-1) ?? 'en'
    await call('POST', '/store/customers', { body: ada, headers: { 'Accept-Language': other } })
    expect((await mails())[0]?.html).toContain(`<html lang="${other}">`)
  })

  it('refuses weak passwords and broken addresses, naming the field', async () => {
    expect((await signUp({ password: 'short' })).json).toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'body.password' }],
    })
    expect((await signUp({ email: 'ada@' })).json).toMatchObject({ errors: [{ path: 'body.email' }] })
  })
})

describe('a customer whom staff made', () => {
  it('becomes the account of whoever proves the address', async () => {
    const made = await call('POST', '/admin/customers', {
      body: { email: 'Ada@Example.com', lastName: 'Known', note: 'by phone' },
    })
    expect(made).toMatchObject({ status: 201, json: { hasLogin: false, email: ada.email } })
    await member()
    const found = await call('GET', `/admin/customers/${made.json.id}`)
    expect(found.json).toMatchObject({
      hasLogin: true,
      lastName: 'Known',
      identities: [{ kind: 'email', proof: 'link' }],
    })
    expect((await call('GET', '/admin/customers')).json.items).toHaveLength(1)
  })

  it('keeps an address that staff proved to be his: nobody else gets it', async () => {
    const { id } = (await call('POST', '/admin/customers', { body: { firstName: 'Bo' } })).json
    const other = (await call('POST', '/admin/customers', { body: { firstName: 'Cy' } })).json.id
    const body = { kind: 'email', value: 'Shared@Example.com', isProved: true }
    expect((await call('POST', `/admin/customers/${id}/identities`, { body })).json).toMatchObject({
      identities: [{ value: 'shared@example.com', proof: 'staff' }],
    })
    expect((await call('POST', `/admin/customers/${other}/identities`, { body })).json).toMatchObject({
      code: 'customers.identityTaken',
    })
    const claim = { kind: 'external', value: 'x-1' }
    expect((await call('POST', `/admin/customers/${id}/identities`, { body: claim })).json).toMatchObject({
      errors: [{ path: 'body.source' }],
    })
    expect(
      (await call('POST', `/admin/customers/${id}/identities`, { body: { ...claim, source: 'bazaar' } })).status,
    ).toBe(201)
  })

  it('is listed by filters, changed only from a fresh copy, and signed out when disabled', async () => {
    const cookie = await member()
    await call('POST', '/admin/customers', {
      body: { email: 'bo@example.com', firstName: 'Bo', acceptsMarketing: true },
    })
    const ids = async (query: string) => (await call('GET', `/admin/customers?${query}`)).json.items.length
    expect(
      await Promise.all(
        ['q=ada', 'acceptsMarketing=true', 'email=BO@example.com', 'status=disabled', 'limit=1'].map(ids),
      ),
    ).toEqual([1, 1, 1, 0, 1])
    const { id } = (await call('GET', '/store/customers/me', { cookie })).json
    const disable = (tag: string) =>
      call('PATCH', `/admin/customers/${id}`, { body: { status: 'disabled' }, headers: { 'If-Match': tag } })
    expect((await disable('"9"')).json).toMatchObject({ code: 'request.preconditionFailed' })
    expect((await disable('"1"')).headers.get('ETag')).toBe('"2"')
    expect((await call('GET', '/store/customers/me', { cookie })).status).toBe(401)
    expect((await signIn()).json).toMatchObject({ code: 'access.wrongCredentials' })
    expect((await call('GET', '/admin/customers/cus_none')).json).toMatchObject({ code: 'customers.notFound' })
  })
})

describe('a forgotten password', () => {
  it('is replaced by a link that works once, ends all sessions and proves the address', async () => {
    await signUp()
    await call('POST', '/store/customers/password-reset', { body: { email: ada.email } })
    const token = await lastToken()
    const confirm = () =>
      call('POST', '/store/customers/password-reset/confirm', { body: { token, password: 'another long secret' } })
    expect((await confirm()).status).toBe(200)
    expect((await confirm()).json).toMatchObject({ code: 'access.linkInvalid' })
    const { cookie, status } = await signIn(ada.email, 'another long secret')
    expect(status).toBe(201)
    await call('POST', '/store/customers/password-reset', { body: { email: ada.email } })
    const again = await lastToken()
    test.clock.advance(31 * MINUTE)
    const late = { token: again, password: 'yet another secret' }
    expect((await call('POST', '/store/customers/password-reset/confirm', { body: late })).status).toBe(410)
    expect((await call('GET', '/store/customers/me', { cookie })).status).toBe(200)
  })

  it('answers the same for an unknown address, and a link of one purpose opens nothing else', async () => {
    await signUp()
    const token = await lastToken()
    const known = await call('POST', '/store/customers/password-reset', { body: { email: ada.email } })
    const unknown = await call('POST', '/store/customers/password-reset', { body: { email: 'nobody@example.com' } })
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json])
    const misused = { token, password: 'another long secret' }
    expect((await call('POST', '/store/customers/password-reset/confirm', { body: misused })).status).toBe(410)
    expect(await mails()).toHaveLength(2)
  })
})

describe('an own account', () => {
  const home = {
    firstName: 'Ada',
    lastName: 'Example',
    line1: 'Honeycomb Lane 6',
    city: 'Example',
    postalCode: '00-950',
    country: 'PL',
  }

  it('changes its profile, with phone numbers in one writing', async () => {
    const cookie = await member()
    const patch = (body: unknown) => call('PATCH', '/store/customers/me', { cookie, body })
    expect((await patch({ phone: '+48 22 555 01 23', acceptsMarketing: true })).json).toMatchObject({
      phone: '+48225550123',
      acceptsMarketing: true,
    })
    expect((await patch({ phone: '12' })).json).toMatchObject({
      code: 'customers.phone',
      errors: [{ path: 'body.phone' }],
    })
    expect((await patch({ phone: null })).json.phone).toBeNull()
    expect((await patch({ id: 'cus_other' })).json).toMatchObject({ code: 'request.invalid' })
  })

  it('changes its password, knowing the old one', async () => {
    const cookie = await member()
    const change = (current: string) =>
      call('POST', '/store/customers/me/password', { cookie, body: { current, next: 'a brand new secret' } })
    expect((await change('not this one')).status).toBe(401)
    expect((await change(ada.password)).status).toBe(204)
    expect((await call('GET', '/store/customers/me', { cookie })).status).toBe(401)
    expect((await signIn(ada.email, 'a brand new secret')).status).toBe(201)
  })

  it('keeps addresses, of which one is the default', async () => {
    const cookie = await member()
    const save = (body: unknown) => call('POST', '/store/customers/me/addresses', { cookie, body })
    const first = await save({ ...home, isDefaultShipping: true, isDefaultBilling: true })
    const second = await save({ ...home, line1: 'Meadow 1', company: 'Apiary', isDefaultShipping: true })
    expect(second).toMatchObject({ status: 201, json: { company: 'Apiary', isDefaultShipping: true } })
    const path = `/store/customers/me/addresses/${first.json.id}`
    expect((await call('GET', path, { cookie })).json).toMatchObject({
      isDefaultShipping: false,
      isDefaultBilling: true,
    })
    expect((await call('PUT', path, { cookie, body: { ...home, city: 'Elsewhere' } })).json).toMatchObject({
      city: 'Elsewhere',
      isDefaultBilling: true,
    })
    expect((await call('DELETE', path, { cookie })).status).toBe(204)
    expect((await call('DELETE', path, { cookie })).json).toMatchObject({ code: 'customers.notFound' })
    expect((await call('GET', '/store/customers/me/addresses', { cookie })).json.items).toHaveLength(1)
    expect((await save({ ...home, country: 'XX' })).json).toMatchObject({ errors: [{ path: 'body.country' }] })
  })

  it('never shows or changes what belongs to somebody else', async () => {
    const cookie = await member()
    const other = (await call('POST', '/admin/customers', { body: { firstName: 'Bo' } })).json.id
    const theirs = (await call('POST', `/admin/customers/${other}/addresses`, { body: home })).json.id
    const path = `/store/customers/me/addresses/${theirs}`
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', home],
      ['DELETE', undefined],
    ] as const)
      expect((await call(method, path, { cookie, ...(body === undefined ? {} : { body }) })).status).toBe(404)
    expect((await call('GET', `/admin/customers/${other}`)).json.addresses).toHaveLength(1)
    expect((await call('GET', '/store/customers/me/addresses')).status).toBe(401)
  })

  it('is left by signing out', async () => {
    const cookie = await member()
    expect((await call('DELETE', '/store/customers/session', { cookie })).cookie).toBe('vitrine_customer=')
    expect((await call('GET', '/store/customers/me', { cookie })).status).toBe(401)
  })
})
