import { describe, expect, it } from 'vitest'
import { contracted, isAbsent, NOW, problem, reason } from './fixtures/contracted.ts'
import { limitHint } from './limits.ts'
import { whoAmI } from './who-am-i.ts'

describe.skipIf(isAbsent)(`what Pinterest answers in place of success${reason}`, () => {
  const failureOf = async (answer: () => Response) => {
    const failed = await whoAmI(contracted(answer).api).catch((error: { failure?: unknown }) => error.failure)
    return failed as { readonly kind: string; readonly code?: string; readonly retryAt?: number }
  }

  it.each([
    [401, 2, 'auth'],
    [403, 29, 'auth'],
    [403, 2625, 'refused'],
    [403, 2626, 'temporary'],
    [400, 1, 'refused'],
    [404, 50, 'missing'],
    [409, 4168, 'refused'],
    [422, 4170, 'conflict'],
    [429, 8, 'throttled'],
    [500, 1, 'temporary'],
  ])('%i with the code %i is %s', async (status, code, kind) => {
    expect(await failureOf(() => problem(status, code, 'words'))).toMatchObject({
      kind,
      code: String(code),
      message: 'words',
    })
  })

  it('is told by the status alone where there are no words', async () => {
    expect(await failureOf(() => new Response('<html>', { status: 503 }))).toMatchObject({ kind: 'temporary' })
    expect(await failureOf(() => problem(429, 8, 'slow', { 'retry-after': '7' }))).toMatchObject({
      retryAt: NOW + 7_000,
    })
    expect(await failureOf(() => problem(403, 2626, 'We are reviewing your account.'))).toMatchObject({
      retryAt: NOW + 3_600_000,
    })
  })

  it('names the account', async () => {
    const { api } = contracted(() => Response.json({ username: 'bees', business_name: 'Hive & Sons' }))
    expect(await whoAmI(api)).toEqual({ account: 'Hive & Sons' })
  })
})

describe('what the headers say of the limits', () => {
  const hint = (headers: Record<string, string>) =>
    limitHint({ status: 200, headers: new Headers(headers), body: null }, NOW)

  it('is how many calls are left, and when there are more', () => {
    expect(hint({})).toBeUndefined()
    expect(hint({ 'x-ratelimit-remaining': '99', 'x-ratelimit-reset': '1' })).toEqual({ remaining: 99 })
    expect(hint({ 'x-ratelimit-remaining': '0, 12', 'x-ratelimit-reset': '3' })).toEqual({
      remaining: 0,
      until: NOW + 3_000,
    })
    expect(hint({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795219260' })).toEqual({
      remaining: 0,
      until: 1_795_219_260_000,
    })
  })
})
