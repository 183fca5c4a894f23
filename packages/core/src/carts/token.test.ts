import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type Context, systemContext } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { giveToken, requireToken } from './token.ts'

describe('the token of a cart', () => {
  let test: TestApp
  let ctx: Context
  beforeAll(async () => {
    test = await openTestApp()
    ctx = systemContext(test.app, anonymous)
  })
  afterAll(() => test.close())

  const given = (mode: 'development' | 'production', id: string) => {
    const headers = new Map<string, string>()
    const http = {
      requestId: 'req_x',
      address: 'unknown',
      request: new Request('http://localhost/'),
      header: () => undefined,
      set: (name: string, value: string) => void headers.set(name, value),
      status: () => undefined,
    }
    const token = giveToken({ ...ctx, settings: { ...ctx.settings, mode } }, http, id)
    return { token, cookie: headers.get('Set-Cookie') ?? '' }
  }
  const opens = (id: string, headers: Record<string, string>, as: Context = ctx) => {
    try {
      requireToken(as, { header: (name) => headers[name] }, id)
      return true
    } catch {
      return false
    }
  }

  it('is kept in a cookie that scripts cannot read, and that needs https in production', () => {
    const id = ctx.newId('crt')
    expect(given('production', id).cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
    expect(given('development', id).cookie).not.toContain('Secure')
  })

  it('opens its own cart by header or cookie, whatever the other one says', () => {
    const [id, other] = [ctx.newId('crt'), ctx.newId('crt')]
    const [{ token }, foreign] = [given('development', id), given('development', other)]
    expect(opens(id, { 'Vitrine-Cart': token })).toBe(true)
    expect(opens(id, { 'Vitrine-Cart': foreign.token, Cookie: `a=b; vitrine_cart=${token}` })).toBe(true)
    expect(opens(id, { 'Vitrine-Cart': token, Cookie: `vitrine_cart=${foreign.token}` })).toBe(true)
    expect(opens(id, { Cookie: `vitrine_cart=${foreign.token}` })).toBe(false)
    expect(opens('', { 'Vitrine-Cart': '' })).toBe(false)
    expect(opens(id, { 'Vitrine-Cart': `${token}${'x'.repeat(10_000)}` })).toBe(false)
  })

  it('follows the secret of the shop', () => {
    const id = ctx.newId('crt')
    const { token } = given('development', id)
    const elsewhere = { ...ctx, settings: { ...ctx.settings, secret: 'another shop' } }
    expect(opens(id, { 'Vitrine-Cart': token }, elsewhere)).toBe(false)
  })

  it('is not asked of the shop itself', () => {
    expect(opens(ctx.newId('crt'), {}, systemContext(test.app))).toBe(true)
  })
})
