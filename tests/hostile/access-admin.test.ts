import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from './ask.ts'
import { adminRoutes, filled, type Route } from './routes.ts'
import { cartOf, customerOf, openVictim, staffOf, type Victim } from './victim.ts'

const guarded = adminRoutes.filter(({ endpoint }) => endpoint.access !== 'public')
const scopes = [...new Set(guarded.map(({ endpoint }) => endpoint.access))].filter((scope) => scope !== 'staff')
const areas = [...new Set(scopes.map((scope) => scope.split(':')[0] ?? ''))]
const cases = guarded.map((route) => [`${route.endpoint.method} ${route.path}`, route] as const)

/** Routes that need nobody's leave, because they are how one gets it. A new one has to be written down here. */
const OPEN = [
  'DELETE /admin/session',
  'GET /admin/first-staff',
  'GET /admin/invitations/:id/accept',
  'GET /admin/password-reset/confirm',
  'POST /admin/first-staff',
  'POST /admin/invitations/:id/accept',
  'POST /admin/password-reset',
  'POST /admin/password-reset/confirm',
  'POST /admin/session',
]

describe('who may call what on the admin surface', () => {
  let victim: Victim
  /** By scope: a key that has it and nothing more. */
  const keys = new Map<string, string>()
  const strangers: [string, Record<string, string>][] = []
  let viewer = ''

  const key = async (more: Record<string, unknown>) =>
    victim.order('POST', '/api-keys', { name: 'Key', ...more }) as Promise<{ id: string; key: string; code: string }>
  const bearer = (text: string) => ({ Authorization: `Bearer ${text}` })
  const call = ({ endpoint: { method }, path }: Route, headers: Record<string, string>): Promise<Answer> =>
    victim.ask({ method, path: filled(path, {}), headers })

  beforeAll(async () => {
    victim = await openVictim()
    for (const scope of scopes) keys.set(scope, (await key({ scopes: [scope] })).key)
    for (const area of areas) {
      const others = [...scopes.filter((scope) => !scope.startsWith(`${area}:`)), `${area}x:read`]
      keys.set(`all but ${area}`, (await key({ scopes: others })).key)
    }
    const revoked = await key({ scopes: ['*'] })
    await victim.order('DELETE', `/api-keys/${revoked.id}`)
    const expired = await key({ scopes: ['*'], expiresAt: new Date(Date.now() + 60_000).toISOString() })
    const shown = await victim.order('POST', '/publishable-keys', { name: 'Web', channel: 'web' })
    const gone = await staffOf(victim, { email: 'gone@example.com', role: 'owner' })
    const staff = await staffOf(victim, { email: 'viewer@example.com', role: 'viewer' })
    await staffOf(victim, { email: 'owner@example.com', role: 'owner' })
    await victim.order('PATCH', `/staff/${gone.id}`, { status: 'disabled' })
    const customer = await customerOf(victim, 'ada@example.com')
    const cart = await cartOf(victim)
    viewer = staff.cookie
    victim.advance(120_000)
    strangers.push(
      ['nobody', {}],
      ['an empty key', { Authorization: 'Bearer ' }],
      ['a made-up key', bearer('vk_0000000000000000000000000000000000000000000')],
      ['a revoked key', bearer(revoked.key)],
      ['an expired key', bearer(expired.key)],
      ['a key cut short', bearer(String(keys.get('catalog:read')).slice(0, -1))],
      ['another scheme', { Authorization: `Basic ${btoa(`x:${keys.get('catalog:read')}`)}` }],
      ['the token of an operator, nearly', bearer(`${victim.operatorToken}x`)],
      ['a publishable key', bearer(String(shown.token))],
      ['a customer', { Cookie: customer }],
      ["a customer's session as staff's", { Cookie: customer.replace('vitrine_customer', 'vitrine_staff') }],
      ['somebody disabled', { Cookie: gone.cookie }],
      ['a cart', { 'Vitrine-Cart': cart.token, Cookie: `vitrine_cart=${cart.token}` }],
    )
  }, 60_000)
  afterAll(() => victim.end())

  it('covers every route', () => {
    const open = adminRoutes.filter(({ endpoint }) => endpoint.access === 'public')
    expect(open.map(({ endpoint, path }) => `${endpoint.method} ${path}`).sort()).toEqual(OPEN)
    expect(guarded.length).toBeGreaterThanOrEqual(170)
    expect(scopes.length).toBeGreaterThanOrEqual(25)
    for (const { endpoint } of guarded) expect(endpoint.access).toMatch(/^(staff|[a-z-]+:(read|write))$/)
  })

  it.each(cases)('%s answers 401 to strangers', async (_, route) => {
    for (const [who, headers] of strangers) {
      const { status, json } = await call(route, headers)
      expect([who, status, json.code]).toEqual([who, 401, 'request.unauthenticated'])
    }
  })

  it.each(cases.filter(([, { endpoint }]) => endpoint.access !== 'staff'))(
    '%s asks for its own scope',
    async (_, route) => {
      const { access } = route.endpoint
      const [area = '', action = ''] = access.split(':')
      const refused = [keys.get(`all but ${area}`), ...(action === 'write' ? [keys.get(`${area}:read`)] : [])]
      for (const own of refused.filter((one) => one !== undefined)) {
        const { status, json } = await call(route, bearer(own))
        expect([status, json.code]).toEqual([403, 'request.forbidden'])
      }
      const { status } = await call(route, bearer(keys.get(access) ?? ''))
      expect([401, 403]).not.toContain(status)
    },
  )

  it.each(cases)('%s lets a viewer read and not write', async (_, route) => {
    const { status } = await call(route, { Cookie: viewer, 'Sec-Fetch-Site': 'same-origin' })
    if (route.endpoint.access.endsWith(':write')) expect(status).toBe(403)
    else if (route.endpoint.access === 'staff') expect([401, 403]).not.toContain(status)
  })

  it('ends in nobody having changed anything', async () => {
    const { items } = await victim.order('GET', '/products')
    expect((items as { status: string }[]).map(({ status }) => status)).toEqual(['active', 'active'])
  })
})
