import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, systemContext } from '../kernel/index.ts'
import type { TestApp } from '../testing/index.ts'
import { type Office, openOffice, owner, tokenOf } from './fixtures/office.ts'
import { invitationLetter } from './invitations.ts'
import { channelOfKey, createPublishableKey } from './publishable-keys.ts'
import { requireScope } from './scopes.ts'

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
