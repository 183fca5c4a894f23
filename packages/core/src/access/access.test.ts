import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, anonymous, DAY, MINUTE, mount, systemContext } from '../kernel/index.ts'
import { isProblem, problemBody } from '../kernel/problem.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { addStaff, firstStaffLink } from './add-staff.ts'
import { authenticateAdmin } from './authenticate.ts'
import { admin } from './contract.ts'
import { invitationLetter } from './invitations.ts'
import { resetLetter } from './password-reset.ts'
import { pruneAccess } from './prune.ts'
import { channelOfKey, createPublishableKey } from './publishable-keys.ts'
import { adminHandlers } from './routes.ts'
import { requireScope } from './scopes.ts'

let test: TestApp
let hono: Hono

beforeEach(async () => {
  test = await openTestApp()
  hono = new Hono()
  hono.onError((error, c) => {
    if (!isProblem(error)) throw error
    return c.json(problemBody(error), { status: error.status as 400, headers: error.headers })
  })
  const context = async (http: Parameters<typeof authenticateAdmin>[1], { access }: { access: string }) => {
    const actor: Actor = access === 'public' ? anonymous : await authenticateAdmin(test.app, http)
    if (access !== 'public' && access !== 'staff') requireScope(actor, access)
    return { ...systemContext(test.app, actor), request: { id: test.app.newId('req') } }
  }
  mount(hono, { prefix: '/admin', context: (http, endpoint) => context(http, endpoint) }, admin, adminHandlers)
})
afterEach(() => test.close())

interface Answer {
  readonly status: number
  readonly json: Record<string, unknown> & { id: string }
  readonly cookie: string
  readonly headers: Headers
}

async function call(
  method: string,
  path: string,
  {
    body,
    cookie,
    key,
    headers = {},
  }: { body?: unknown; cookie?: string; key?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const answer = await hono.request(`/admin${path}`, {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('Content-Type')?.includes('json') === true
  return {
    status: answer.status,
    json: isJson ? JSON.parse(text) : { id: '', text },
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    headers: answer.headers,
  }
}

const owner = { email: 'Owner@Example.com', name: 'Olha Owner', password: 'correct horse battery' }
const signIn = (email = owner.email, password = owner.password) =>
  call('POST', '/session', { body: { email, password } })

async function withOwner(): Promise<string> {
  await addStaff(systemContext(test.app), { ...owner, role: 'owner' })
  return (await signIn()).cookie
}

/** The token of the newest link that was asked for. */
async function eventData(name: string): Promise<Record<string, string>> {
  const rows = await test.app.db.raw('select data from events where name = ? order by number desc limit 1', [name])
  return JSON.parse(String(rows[0]?.[0]))
}
const tokenOf = (link: string | null | undefined) => new URL(link ?? '').searchParams.get('token') ?? ''

describe('the first account', () => {
  it('is made with the link printed at the first boot, which works once', async () => {
    const link = await firstStaffLink(test.app)
    const page = await hono.request((link ?? '').replace('http://localhost:3000', ''))
    expect(await page.text()).toContain('Make the account of its owner')
    const body = { token: tokenOf(link), ...owner }
    expect((await call('POST', '/first-staff', { body: { ...body, token: 'first-staff.x' } })).json).toMatchObject({
      code: 'access.linkInvalid',
    })
    const [first, second] = await Promise.all([
      call('POST', '/first-staff', { body }),
      call('POST', '/first-staff', { body: { ...body, email: 'second@example.com' } }),
    ])
    expect([first.status, second.status].sort()).toEqual([201, 410])
    expect(await firstStaffLink(test.app)).toBeUndefined()
  })
})

describe('signing in', () => {
  it('gives a cookie that no script reads, with which the member is known, until he signs out', async () => {
    await addStaff(systemContext(test.app), { ...owner, role: 'owner' })
    const done = await signIn('owner@example.com ')
    expect(done.status).toBe(400)
    const session = await signIn()
    expect(session).toMatchObject({ status: 201, json: { email: 'owner@example.com', role: 'owner', scopes: ['*'] } })
    expect(session.headers.getSetCookie()[0]).toMatch(
      /^vitrine_staff=.+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect((await call('GET', '/me', { cookie: session.cookie })).json).toMatchObject({ name: owner.name })
    const out = await call('DELETE', '/session', { cookie: session.cookie })
    expect(out.status).toBe(204)
    expect((await call('GET', '/me', { cookie: session.cookie })).status).toBe(401)
  })

  it('answers the same for a wrong password, an unknown account and a disabled one', async () => {
    const cookie = await withOwner()
    const member = await call('POST', '/staff', {
      cookie,
      body: { email: 'bea@example.com', name: 'Bea', role: 'viewer' },
    })
    await call('POST', '/password-reset/confirm', {
      body: { token: tokenOf(String(member.json.link)), password: owner.password },
    })
    await call('PATCH', `/staff/${member.json.id}`, { cookie, body: { status: 'disabled' } })
    const answers = [
      await signIn(owner.email, 'wrong password'),
      await signIn('nobody@example.com'),
      await signIn('bea@example.com'),
    ]
    expect(new Set(answers.map(({ status, json }) => JSON.stringify([status, json])))).toHaveLength(1)
    expect(answers[0]).toMatchObject({ status: 401, json: { code: 'access.wrongCredentials' }, cookie: '' })
  })

  it('takes as long for an unknown account as for a wrong password', async () => {
    await withOwner()
    const time = async (email: string) => {
      const began = performance.now()
      await signIn(email, 'wrong password')
      return performance.now() - began
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 9; round += 1) {
      known.push(await time(owner.email))
      unknown.push(await time(`nobody${round}@example.com`))
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[4] ?? 0
    expect(Math.abs(median(known) - median(unknown))).toBeLessThan(median(known) / 2)
  })

  it('is stopped after ten wrong passwords, for known and unknown accounts alike, and opens again', async () => {
    await withOwner()
    for (const email of [owner.email, 'nobody@example.com']) {
      for (let tries = 0; tries < 10; tries += 1) expect((await signIn(email, 'wrong password')).status).toBe(401)
      const stopped = await signIn(email)
      expect(stopped).toMatchObject({ status: 429, json: { code: 'request.tooMany' } })
      expect(Number(stopped.headers.get('Retry-After'))).toBeGreaterThan(800)
    }
    test.clock.advance(15 * MINUTE)
    expect((await signIn()).status).toBe(201)
  })

  it('refuses a cookie with a foreign signature, and lets a session end when it is not used', async () => {
    const cookie = await withOwner()
    const [name, value = ''] = cookie.split('=')
    const forged = `${name}=${value.slice(0, 10)}${encodeURIComponent(`x.${'A'.repeat(43)}=`)}`
    expect((await call('GET', '/me', { cookie: forged })).status).toBe(401)
    test.clock.advance(3 * DAY)
    const kept = await call('GET', '/me', { cookie })
    expect(kept.status).toBe(200)
    expect(kept.cookie).toBe(cookie)
    test.clock.advance(6 * DAY)
    expect((await call('GET', '/me', { cookie })).status).toBe(200)
    test.clock.advance(8 * DAY)
    expect((await call('GET', '/me', { cookie })).status).toBe(401)
    await pruneAccess(systemContext(test.app))
    expect(await test.app.db.raw('select count(*) from staff_sessions')).toEqual([[0]])
  })
})

describe('a new password', () => {
  it('is chosen by a link that works once and for half an hour, and ends all sessions', async () => {
    const cookie = await withOwner()
    const asked = await call('POST', '/password-reset', { body: { email: owner.email } })
    const unknown = await call('POST', '/password-reset', { body: { email: 'nobody@example.com' } })
    expect([asked.status, asked.json]).toEqual([unknown.status, unknown.json])
    const { verificationId = '' } = await eventData('staff.resetRequested')
    const letter = await resetLetter(systemContext(test.app), verificationId)
    expect(letter).toMatchObject({ email: 'owner@example.com', minutes: 30 })
    const confirm = (password: string) =>
      call('POST', '/password-reset/confirm', { body: { token: tokenOf(letter?.link), password } })
    expect((await confirm('short')).json).toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'body.password' }],
    })
    expect((await confirm('another long secret')).status).toBe(200)
    expect((await confirm('once more, please')).json).toMatchObject({ code: 'access.linkInvalid' })
    expect((await call('GET', '/me', { cookie })).status).toBe(401)
    expect((await signIn()).status).toBe(401)
    expect((await signIn(owner.email, 'another long secret')).status).toBe(201)
  })

  it('is not to be had by an old link', async () => {
    await withOwner()
    await call('POST', '/password-reset', { body: { email: owner.email } })
    const { verificationId = '' } = await eventData('staff.resetRequested')
    const link = (await resetLetter(systemContext(test.app), verificationId))?.link
    test.clock.advance(31 * MINUTE)
    const late = await call('POST', '/password-reset/confirm', {
      body: { token: tokenOf(link), password: owner.password },
    })
    expect(late).toMatchObject({ status: 410, json: { code: 'access.linkInvalid' } })
  })

  it('can be changed by its owner, who knows the old one', async () => {
    const cookie = await withOwner()
    const change = (current: string) =>
      call('POST', '/me/password', { cookie, body: { current, next: 'a brand new secret' } })
    expect((await change('wrong password')).json).toMatchObject({ code: 'access.wrongCredentials' })
    expect((await change(owner.password)).status).toBe(204)
    expect((await signIn(owner.email, 'a brand new secret')).status).toBe(201)
  })
})

describe('an invitation', () => {
  it('makes an account with its role, once', async () => {
    const cookie = await withOwner()
    const body = { email: 'Petro@Example.com', role: 'support', language: 'uk' }
    const invited = await call('POST', '/invitations', { cookie, body })
    expect(invited).toMatchObject({ status: 201, json: { email: 'petro@example.com', status: 'open' } })
    expect((await call('POST', '/invitations', { cookie, body })).json).toMatchObject({ code: 'access.invited' })
    const letter = await invitationLetter(systemContext(test.app), invited.json.id)
    expect(letter).toMatchObject({ invitedBy: owner.name, language: 'uk' })
    const accept = (token = tokenOf(letter?.link)) =>
      call('POST', `/invitations/${invited.json.id}/accept`, {
        body: { token, name: 'Petro', password: 'long enough secret' },
      })
    expect((await accept('inv_x.y')).status).toBe(410)
    expect((await accept()).status).toBe(201)
    expect((await accept()).json).toMatchObject({ code: 'access.linkInvalid' })
    const session = await signIn('petro@example.com', 'long enough secret')
    expect((await call('GET', '/staff', { cookie: session.cookie })).json).toMatchObject({ code: 'request.forbidden' })
  })

  it('no longer works when it was taken back', async () => {
    const cookie = await withOwner()
    const invited = await call('POST', '/invitations', { cookie, body: { email: 'petro@example.com', role: 'viewer' } })
    const token = tokenOf((await invitationLetter(systemContext(test.app), invited.json.id))?.link)
    expect((await call('DELETE', `/invitations/${invited.json.id}`, { cookie })).json).toMatchObject({
      status: 'revoked',
    })
    const body = { token, name: 'Petro', password: 'long enough secret' }
    expect((await call('POST', `/invitations/${invited.json.id}/accept`, { body })).status).toBe(410)
  })
})

describe('staff', () => {
  it('always has an active owner', async () => {
    const cookie = await withOwner()
    const { id } = (await call('GET', '/me', { cookie })).json
    const demote = () => call('PATCH', `/staff/${id}`, { cookie, body: { role: 'viewer' } })
    expect((await demote()).json).toMatchObject({ code: 'access.lastOwner' })
    expect((await call('PATCH', `/staff/${id}`, { cookie, body: { status: 'disabled' } })).json).toMatchObject({
      code: 'access.lastOwner',
    })
    await call('POST', '/staff', { cookie, body: { email: 'two@example.com', name: 'Two', role: 'owner' } })
    expect((await demote()).status).toBe(200)
  })

  it('cannot hand on more than it has', async () => {
    const cookie = await withOwner()
    const { id } = (await call('GET', '/me', { cookie })).json
    await call('POST', '/staff', { cookie, body: { email: 'two@example.com', name: 'Two', role: 'owner' } })
    await call('PATCH', `/staff/${id}`, { cookie, body: { role: 'manager', scopes: ['staff:*', 'keys:*'] } })
    const beyond = { code: 'access.beyondScopes' }
    expect(
      (await call('POST', '/staff', { cookie, body: { email: 'x@example.com', name: 'X', role: 'owner' } })).json,
    ).toMatchObject(beyond)
    expect((await call('POST', '/api-keys', { cookie, body: { name: 'all', scopes: ['*'] } })).json).toMatchObject(
      beyond,
    )
    const { items } = (await call('GET', '/staff?role=owner', { cookie })).json as unknown as {
      items: { id: string }[]
    }
    expect((await call('PATCH', `/staff/${items[0]?.id}`, { cookie, body: { name: 'Mine' } })).json).toMatchObject(
      beyond,
    )
    expect((await call('POST', '/api-keys', { cookie, body: { name: 'ok', scopes: ['catalog:write'] } })).status).toBe(
      201,
    )
  })

  it('is not changed from an old copy, nor given an address twice', async () => {
    const cookie = await withOwner()
    const { id } = (await call('GET', '/me', { cookie })).json
    const first = await call('PATCH', `/staff/${id}`, { cookie, body: { name: 'One' }, headers: { 'If-Match': '"1"' } })
    expect(first.headers.get('ETag')).toBe('"2"')
    const stale = await call('PATCH', `/staff/${id}`, { cookie, body: { name: 'Two' }, headers: { 'If-Match': '"1"' } })
    expect(stale.json).toMatchObject({ code: 'request.preconditionFailed' })
    const twice = await call('POST', '/staff', {
      cookie,
      body: { email: 'OWNER@example.com', name: 'X', role: 'viewer' },
    })
    expect(twice).toMatchObject({ status: 409, json: { code: 'access.emailTaken' } })
  })
})

describe('an API key', () => {
  it('is shown once, stored as a hash, bound to its scopes, and ends', async () => {
    const cookie = await withOwner()
    const expiresAt = new Date(test.clock.now() + DAY).toISOString()
    const made = await call('POST', '/api-keys', {
      cookie,
      body: { name: 'Import', scopes: ['staff:read'], expiresAt },
    })
    const key = String(made.json.key)
    expect(key).toMatch(/^vk_[\w-]{43}$/)
    expect((await call('GET', `/api-keys/${made.json.id}`, { cookie })).json).not.toHaveProperty('key')
    expect(JSON.stringify(await test.app.db.raw('select * from api_keys'))).not.toContain(key.slice(12))
    expect((await call('GET', '/staff', { key })).status).toBe(200)
    expect((await call('GET', '/api-keys', { key })).json).toMatchObject({ code: 'request.forbidden' })
    expect((await call('GET', '/me', { key })).json).toMatchObject({
      kind: 'key',
      name: 'Import',
      scopes: ['staff:read'],
    })
    expect((await call('GET', '/staff', { key: `${key}x` })).status).toBe(401)
    await expect
      .poll(async () => (await call('GET', `/api-keys/${made.json.id}`, { cookie })).json.lastUsedAt)
      .not.toBeNull()
    test.clock.advance(DAY)
    expect((await call('GET', '/staff', { key })).status).toBe(401)
  })

  it('stops when it is revoked', async () => {
    const cookie = await withOwner()
    const made = await call('POST', '/api-keys', { cookie, body: { name: 'Import', scopes: ['staff:read'] } })
    const key = String(made.json.key)
    expect((await call('DELETE', `/api-keys/${made.json.id}`, { cookie })).json.revokedAt).not.toBeNull()
    expect((await call('GET', '/staff', { key })).status).toBe(401)
    expect((await call('GET', '/api-keys?active=true', { cookie })).json.items).toEqual([])
  })
})

describe('a publishable key', () => {
  it('stands for its sales channel until it is revoked', async () => {
    const cookie = await withOwner()
    const [channel] = await test.app.db.raw('select code from sales_channels limit 1')
    const code = String(channel?.[0])
    const made = await createPublishableKey(systemContext(test.app), { name: 'Web', channel: code })
    expect(await channelOfKey(test.app, made.token)).toBe(code)
    await expect(channelOfKey(test.app, 'pk_none')).rejects.toMatchObject({ code: 'request.unauthenticated' })
    await call('DELETE', `/publishable-keys/${made.id}`, { cookie })
    await expect(channelOfKey(test.app, made.token)).rejects.toMatchObject({ status: 401 })
    expect(
      (await call('POST', '/publishable-keys', { cookie, body: { name: 'x', channel: 'nowhere' } })).json,
    ).toMatchObject({ code: 'access.unknownChannel' })
  })
})

describe('the audit log', () => {
  it('tells who changed what', async () => {
    const cookie = await withOwner()
    const { id } = (await call('GET', '/me', { cookie })).json
    const made = await call('POST', '/api-keys', { cookie, body: { name: 'Import', scopes: ['staff:read'] } })
    await call('DELETE', `/api-keys/${made.json.id}`, { cookie })
    const all = (await call('GET', `/audit?actor=${id}`, { cookie })).json.items as { action: string }[]
    expect(all.map(({ action }) => action)).toEqual(['access.revokeApiKey', 'access.createApiKey'])
    const of = (await call('GET', `/audit?subject=${made.json.id}&action=access.createApiKey`, { cookie })).json.items
    expect(of).toMatchObject([{ actorKind: 'staff', actorId: id, detail: { name: 'Import' } }])
  })
})

describe('scopes', () => {
  const may = (scopes: string[], wanted: string) => {
    try {
      requireScope({ kind: 'key', id: 'k', scopes }, wanted)
      return true
    } catch {
      return false
    }
  }
  it('cover areas, and writing implies reading', () => {
    expect(may(['*'], 'orders:write')).toBe(true)
    expect(may(['catalog:*'], 'catalog:write')).toBe(true)
    expect(may(['catalog:write'], 'catalog:read')).toBe(true)
    expect(may(['*:read'], 'orders:read')).toBe(true)
    expect(may(['catalog:read'], 'catalog:write')).toBe(false)
    expect(may(['*:read'], 'orders:write')).toBe(false)
    expect(may(['catalog:*'], 'catalogue:read')).toBe(false)
    expect(may([], 'catalog:read')).toBe(false)
  })
})
