import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyerAddress } from '../../fixtures/buyer-address.ts'
import { adminRoutes, filled, type Route, titled } from '../document/routes.ts'
import type { Answer } from '../shop/ask.ts'
import { cartOf, customerOf, openVictim, staffOf, type Victim } from '../shop/victim.ts'
import { asPage, bearer, keyWith, strangersOf } from './credentials.ts'

const guarded = adminRoutes.filter(({ access }) => access !== 'public')
const scopes = [...new Set(guarded.map(({ access }) => access))].filter((scope) => scope !== 'staff')
const areas = [...new Set(scopes.map((scope) => scope.split(':')[0] ?? ''))]
const cases = titled(guarded)

/** Routes that need nobody's leave, because they are how one gets it. A new one has to be written down here. */
const OPEN = [
  'DELETE /admin/session',
  'GET /admin/connections/authorized',
  'GET /admin/first-staff',
  'GET /admin/invitations/{id}/accept',
  'GET /admin/password-reset/confirm',
  'POST /admin/first-staff',
  'POST /admin/invitations/{id}/accept',
  'POST /admin/password-reset',
  'POST /admin/password-reset/confirm',
  'POST /admin/session',
]

describe('who may call what on the admin surface', () => {
  let victim: Victim
  /** By scope: a key that has it and nothing more. */
  const keys = new Map<string, string>()
  let strangers: [string, Readonly<Record<string, string>>][] = []
  let viewer = ''
  let late = ''

  const call = ({ method, path }: Route, headers: Readonly<Record<string, string>>): Promise<Answer> =>
    victim.ask({ method, path: filled(path, {}), headers })

  beforeAll(async () => {
    victim = await openVictim()
    late = (await staffOf(victim, { email: 'late@example.com', role: 'owner' })).cookie
    victim.advance(90 * 24 * 3_600_000)
    for (const scope of scopes) keys.set(scope, (await keyWith(victim, { scopes: [scope] })).key)
    for (const area of areas) {
      const others = [...scopes.filter((scope) => !scope.startsWith(`${area}:`)), `${area}x:read`]
      keys.set(`all but ${area}`, (await keyWith(victim, { scopes: others })).key)
    }
    viewer = (await staffOf(victim, { email: 'viewer@example.com', role: 'viewer' })).cookie
    const customer = await customerOf(victim, 'ada@example.com')
    const cart = (await cartOf(victim)).token
    strangers = [...(await strangersOf(victim, { customer, cart })), ['a session of last year', asPage(late)]]
  }, 60_000)
  afterAll(() => victim.end())

  it('covers every route', () => {
    const open = adminRoutes.filter(({ access }) => access === 'public')
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(OPEN)
    expect(guarded.length).toBeGreaterThanOrEqual(170)
    expect(scopes.length).toBeGreaterThanOrEqual(25)
    expect(strangers.length).toBeGreaterThanOrEqual(15)
    for (const { access } of guarded) expect(access).toMatch(/^(staff|[a-z-]+:(read|write))$/)
  })

  it.each(cases)('%s answers 401 to strangers', async (_, route) => {
    for (const [who, headers] of strangers) {
      const { status, json } = await call(route, headers)
      expect([who, status, json.code]).toEqual([who, 401, 'request.unauthenticated'])
    }
  })

  it.each(cases.filter(([, { access }]) => access !== 'staff'))('%s asks for its own scope', async (_, route) => {
    const { access } = route
    const [area = '', action = ''] = access.split(':')
    const refused = [keys.get(`all but ${area}`), ...(action === 'write' ? [keys.get(`${area}:read`)] : [])]
    for (const own of refused.filter((one) => one !== undefined)) {
      const { status, json } = await call(route, bearer(own))
      expect([status, json.code]).toEqual([403, 'request.forbidden'])
    }
    const { status } = await call(route, bearer(keys.get(access) ?? ''))
    expect([401, 403]).not.toContain(status)
  })

  it.each(cases)('%s lets a viewer read and not write', async (_, route) => {
    const { status } = await call(route, asPage(viewer))
    if (route.access.endsWith(':write')) expect(status).toBe(403)
    else if (route.access === 'staff') expect([401, 403]).not.toContain(status)
  })

  it('ends in nobody having changed anything', async () => {
    const { items } = await victim.order('GET', '/products')
    expect((items as { status: string }[]).map(({ status }) => status)).toEqual(['active', 'active'])
  })
})

/** Where a part hangs below a thing that is not its own, or both are named in one path. */
const NESTED = adminRoutes.filter(({ path }) => (path.match(/\{/g) ?? []).length > 1)

describe('parts of things, asked for by way of other things', () => {
  let victim: Victim
  beforeAll(async () => {
    victim = await openVictim()
  })
  afterAll(() => victim.end())

  it('has a row for each such route', () => {
    expect(NESTED.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'DELETE /admin/customers/{id}/addresses/{addressId}',
      'DELETE /admin/translations/{entity}/{language}',
      'GET /admin/stock/levels/{variantId}/{locationId}',
      'PATCH /admin/stock/levels/{variantId}/{locationId}',
      'PUT /admin/customers/{id}/addresses/{addressId}',
      'PUT /admin/translations/{entity}/{language}',
    ])
  })

  it("finds no address of one customer through another's", async () => {
    const customer = async (email: string) => (await victim.order('POST', '/customers', { email })).id
    const [ada, bob] = [await customer('ada@example.com'), await customer('bob@example.com')]
    await victim.order('POST', `/customers/${ada}/addresses`, buyerAddress)
    const addresses = async () =>
      (await victim.order('GET', `/customers/${ada}`)).addresses as { id: string; city: string }[]
    const path = `/admin/customers/${bob}/addresses/${(await addresses())[0]?.id}`
    const headers = bearer(victim.operatorToken)
    for (const asked of [{ method: 'DELETE' }, { method: 'PUT', json: { ...buyerAddress, city: 'Elsewhere' } }])
      expect((await victim.ask({ path, headers, ...asked })).status).toBe(404)
    expect(await addresses()).toMatchObject([{ city: 'Utrecht' }])
  })

  it('finds no level of a variant at a place that is a thing of another kind', async () => {
    const headers = bearer(victim.operatorToken)
    const { items } = (await victim.order('GET', '/stock/levels')) as unknown as {
      items: { variantId: string; locationId: string }[]
    }
    const { variantId = '', locationId = '' } = items[0] ?? {}
    for (const path of [`${locationId}/${variantId}`, `${variantId}/${variantId}`, `${variantId}/none`])
      for (const asked of [{ method: 'GET' }, { method: 'PATCH', json: { lowAt: 1 } }])
        expect((await victim.ask({ path: `/admin/stock/levels/${path}`, headers, ...asked })).status).not.toBeLessThan(
          400,
        )
  })

  it('translates nothing that is no thing with texts', async () => {
    const { id } = await victim.order('POST', '/customers', { email: 'eve@example.com' })
    const headers = bearer(victim.operatorToken)
    for (const asked of [{ method: 'DELETE' }, { method: 'PUT', json: { texts: { title: 'X' } } }])
      expect((await victim.ask({ path: `/admin/translations/${id}/uk`, headers, ...asked })).status).toBe(404)
  })
})
