import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { contracted, isAbsent, NOW, problem, reason } from './fixtures/contracted.ts'
import { oauth } from './oauth.ts'
import { Settings } from './settings.ts'

const DAY = 86_400_000
const answer = (refresh: string) => () =>
  Response.json({
    access_token: 'pina_new',
    token_type: 'bearer',
    expires_in: 2_592_000,
    scope: 'pins:read',
    refresh_token: refresh,
    refresh_token_expires_in: 5_184_000,
    refresh_token_expires_at: 1_800_403_200,
  })
const before = { accessToken: 'pina_old', expiresAt: NOW, refreshToken: 'pinr_old' }

describe('the page where a merchant allows it', () => {
  it('is Pinterest’s own, with the scopes that the calls need', () => {
    const credentials = { appId: '1234', appSecret: 'sesame' }
    const settings = v.parse(Settings, { country: 'US', locale: 'en-US' })
    const url = new URL(
      oauth.authorize?.({ settings, credentials, redirectUri: 'https://shop.example/back', state: 'xyz' }) ?? '',
    )
    expect(`${url.origin}${url.pathname}`).toBe('https://www.pinterest.com/oauth/')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: '1234',
      redirect_uri: 'https://shop.example/back',
      response_type: 'code',
      state: 'xyz',
      scope: expect.stringContaining('catalogs:write,pins:read'),
    })
    expect(url.href).not.toContain('sesame')
  })
})

describe.skipIf(isAbsent)(`the tokens of an account${reason}`, () => {
  it('come for the code that the merchant brings back', async () => {
    const { account, fetch } = contracted(answer('pinr_1'))
    const grant = { code: 'abc', redirectUri: 'https://shop.example/back', query: new URLSearchParams() }
    expect(await oauth.exchange?.(account, grant)).toEqual({
      accessToken: 'pina_new',
      expiresAt: NOW + 30 * DAY,
      refreshToken: 'pinr_1',
      refreshExpiresAt: NOW + 60 * DAY,
    })
    expect(fetch.calls[0]?.body).toEqual({
      grant_type: 'authorization_code',
      code: 'abc',
      redirect_uri: 'https://shop.example/back',
    })
    expect(account.exchanges[0]?.requestHeaders.get('authorization')).toBe(`Basic ${btoa('1234:sesame')}`)
  })

  it('are asked for without an end where the app is old', async () => {
    const { account, fetch } = contracted(answer('pinr_1'), { isOldApp: true })
    await oauth.exchange?.(account, { code: 'abc', redirectUri: 'https://shop.example/', query: new URLSearchParams() })
    expect(fetch.calls[0]?.body).toMatchObject({ continuous_refresh: 'true' })
  })

  it('are renewed with the refresh token of before, whose place the new one takes', async () => {
    const { account, fetch } = contracted(answer('pinr_2'))
    expect(await oauth.refresh(account, before)).toMatchObject({ accessToken: 'pina_new', refreshToken: 'pinr_2' })
    expect(fetch.calls[0]?.body).toEqual({ grant_type: 'refresh_token', refresh_token: 'pinr_old' })
  })

  it('must be asked for anew when there are none, or Pinterest takes them no more', async () => {
    const { account } = contracted(() => problem(401, 283, 'Your refresh token is invalid or expired'))
    await expect(async () => oauth.refresh(account, null)).rejects.toMatchObject({ failure: { kind: 'auth' } })
    await expect(oauth.refresh(account, before)).rejects.toMatchObject({ failure: { kind: 'auth', code: '283' } })
  })

  it('are forgotten at Pinterest when the account is taken away', async () => {
    const { account, fetch } = contracted(() => new Response(null))
    await oauth.revoke?.(account, before)
    expect(fetch.calls.map(({ operationId, body }) => [operationId, body])).toEqual([
      ['token/revoke', { token: 'pinr_old', token_type_hint: 'refresh_token' }],
      ['token/revoke', { token: 'pina_old', token_type_hint: 'access_token' }],
    ])
  })
})
