import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, MINUTE, systemContext } from '../kernel/index.ts'
import type { TestApp } from '../testing/index.ts'
import { addStaff, firstStaffLink } from './add-staff.ts'
import { type Office, openOffice, owner, tokenOf } from './fixtures/office.ts'
import { resetLetter } from './password-reset.ts'
import { pruneAccess } from './prune.ts'

let office: Office
let test: TestApp
const call: Office['call'] = (...sent) => office.call(...sent)
const signIn: Office['signIn'] = (...sent) => office.signIn(...sent)
const withOwner = () => office.withOwner()

beforeEach(async () => {
  office = await openOffice()
  test = office.test
})
afterEach(() => test.close())

describe('the first account', () => {
  it('is made with the link printed at the first boot, which works once', async () => {
    const link = await firstStaffLink(test.app)
    const page = await office.call('GET', `/first-staff?token=${tokenOf(link)}`)
    expect(page.text).toContain('Make the account of its owner')
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

  it.each([
    ['used', async (cookie: string) => void (await call('GET', '/me', { cookie }))],
    ['tidied up', () => pruneAccess(systemContext(test.app))],
  ])(
    'keeps no session longer than a week from when it was last %s, also when the clock was a day ahead',
    async (_, look) => {
      const cookie = await withOwner()
      test.clock.advance(DAY)
      const { cookie: begunAhead } = await signIn()
      test.clock.advance(-DAY)
      await look(begunAhead)
      test.clock.advance(7 * DAY - 1)
      const live = await test.app.db.raw('select count(*) from staff_sessions where expires_at > ?', [test.clock.now()])
      expect(live[0]?.[0]).toBeGreaterThan(0)
      test.clock.advance(1)
      expect((await call('GET', '/me', { cookie: begunAhead })).status).toBe(401)
      expect((await call('GET', '/me', { cookie })).status).toBe(401)
    },
  )
})

describe('a new password', () => {
  it('is chosen by a link that works once and for half an hour, and ends all sessions', async () => {
    const cookie = await withOwner()
    const asked = await call('POST', '/password-reset', { body: { email: owner.email } })
    const unknown = await call('POST', '/password-reset', { body: { email: 'nobody@example.com' } })
    expect([asked.status, asked.json]).toEqual([unknown.status, unknown.json])
    const { verificationId = '' } = await office.eventData('staff.resetRequested')
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
    const { verificationId = '' } = await office.eventData('staff.resetRequested')
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
