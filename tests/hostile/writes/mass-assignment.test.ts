import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldError } from '../../../packages/core/src/kernel/index.ts'
import { adminRoutes, document, filled, type Route, storeRoutes, titled } from '../document/routes.ts'
import { customerOf, openVictim, type Victim } from '../shop/victim.ts'
import { closedPlaces, fieldsOf, rightValues, withKey } from './places.ts'

const routes = [...storeRoutes, ...adminRoutes]
const withBody = routes.filter(({ json }) => json !== undefined)

/** What people have tried to set along with what they may: who they are, what they may do, what it costs, when it was. */
const WISHES: readonly (readonly [string, unknown])[] = [
  ['id', 'prd_01hzzzzzzzzzzzzzzzzzzzzzzz'],
  ['isAdmin', true],
  ['role', 'owner'],
  ['scopes', ['*']],
  ['status', 'active'],
  ['customerId', 'cus_01hzzzzzzzzzzzzzzzzzzzzzzz'],
  ['total', { amount: 0, currency: 'EUR' }],
  ['createdAt', '2020-01-01T00:00:00Z'],
  ['version', 99],
  ['passwordHash', 'x'],
  ['__proto__', { isAdmin: true }],
  ['constructor', { prototype: { isAdmin: true } }],
  ['user_id', 'x'],
]

/** Where a thing may look in several ways, only the thing itself is named. */
const names = ({ path, code }: FieldError, wanted: string): boolean =>
  code === 'unknown' ? path === wanted : code === 'union' && wanted.startsWith(path)

describe('fields that nobody may set', () => {
  let victim: Victim
  let customer = ''
  beforeAll(async () => {
    victim = await openVictim()
    customer = await customerOf(victim, 'ada@example.com')
  })
  afterAll(() => victim.end())

  const send = ({ surface, method, path }: Route, more: { json?: unknown; search?: string }) =>
    victim.ask({
      method,
      path: `${filled(path, {})}${more.search ?? ''}`,
      headers: surface === 'admin' ? { Authorization: `Bearer ${victim.operatorToken}` } : { Cookie: customer },
      json: more.json,
    })

  it('are all that are not named: a field that becomes writable is written down here', async () => {
    const lines = withBody.map(
      ({ method, path, json }) =>
        `${method} ${path}\n${fieldsOf(json ?? {})
          .map((field) => `  ${field}\n`)
          .join('')}`,
    )
    expect(lines.length).toBeGreaterThan(80)
    await expect(lines.join('')).toMatchFileSnapshot('./writable-fields.txt')
  })

  it.each(titled(withBody))('%s refuses them wherever they stand', async (_, route) => {
    const { json = {} } = route
    const bodies = rightValues(json, 2)
    expect(bodies.length).toBeGreaterThan(0)
    let refused = 0
    for (const body of bodies) {
      for (const { way, known } of closedPlaces(json, body)) {
        for (const [key, value] of WISHES.filter(([name]) => !known.includes(name))) {
          const answer = await send(route, { json: withKey(body, way, [key, value]) })
          expect([answer.status, answer.json.code]).toEqual([400, 'request.invalid'])
          const path = ['body', ...way, key].join('.')
          expect((answer.json.errors as FieldError[]).some((error) => names(error, path))).toBe(true)
          refused += 1
        }
      }
    }
    expect(refused).toBeGreaterThan(0)
  })

  // Platforms add what they like to where they send merchants back; a file is named by its path.
  const open = ['store.media.file', 'admin.channels.authorized']
  it.each(titled(routes.filter(({ name }) => !open.includes(name))))(
    '%s refuses a parameter that it does not know',
    async (_, route) => {
      for (const name of ['isAdmin', '__proto__', 'constructor', 'userId'])
        expect(
          (
            await send(route, {
              search: `?${name}=1`,
              json: route.json === undefined ? undefined : rightValues(route.json, 1)[0],
            })
          ).json,
        ).toMatchObject({
          status: 400,
          code: 'request.invalid',
        })
    },
  )

  it('left no trace on anything', () => {
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(document.openapi).toBe('3.1.0')
  })
})
