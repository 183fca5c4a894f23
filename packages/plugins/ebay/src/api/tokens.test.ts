import { afterEach, describe, expect, it } from 'vitest'
import { type OpenEbay, openEbay } from '../fixtures/open-ebay.ts'
import { applicationToken, consentUrl, exchangeCode, refreshTokens } from './tokens.ts'

let ebay: OpenEbay
afterEach(() => ebay.close())

const HOUR = 3_600_000

describe('the consent of a seller', () => {
  it('is asked for at eBay’s page, with the RuName in place of an address', async () => {
    ebay = await openEbay()
    const url = new URL(consentUrl({ ...ebay.account, state: 'st' }))
    expect(`${url.origin}${url.pathname}`).toBe('https://auth.ebay.com/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'ebay-demo',
      redirect_uri: 'Example-Example-Shop-abc',
      response_type: 'code',
      state: 'st',
      scope: expect.stringContaining('https://api.ebay.com/oauth/api_scope/sell.inventory '),
    })
    const { ruName: _, ...settings } = ebay.settings
    expect(() => consentUrl({ ...ebay.account, settings, state: 'st' })).toThrow(/RuName/)
  })

  it('gives access for two hours and a refresh token for eighteen months, which stays the same', async () => {
    ebay = await openEbay()
    const first = await exchangeCode(ebay.account, 'code')
    const now = ebay.account.now()
    expect(Math.round((first.expiresAt - now) / HOUR)).toBe(2)
    expect(Math.round(((first.refreshExpiresAt ?? 0) - now) / (24 * HOUR))).toBeGreaterThan(540)
    const second = await refreshTokens(ebay.account, first)
    expect(second.accessToken).not.toBe(first.accessToken)
    expect(second).not.toHaveProperty('refreshToken')
  })

  it('must be given again when eBay takes the token no more, and the keys are named when they are wrong', async () => {
    ebay = await openEbay()
    const tokens = await exchangeCode(ebay.account, 'code')
    ebay.sandbox.act.revokeConsent({})
    await expect(refreshTokens(ebay.account, tokens)).rejects.toMatchObject({
      failure: { kind: 'auth', code: 'invalid_grant' },
    })
    await ebay.close()
    ebay = await openEbay({}, { clientSecret: 'wrong' })
    const refused = refreshTokens(ebay.account, null)
    await expect(refused).rejects.toMatchObject({ failure: { kind: 'auth', code: 'invalid_client' } })
    await expect(refused).rejects.not.toThrow(/wrong/)
  })
})

describe('the application’s own token', () => {
  it('is asked for once in two hours', async () => {
    ebay = await openEbay()
    const asked = () => ebay.account.exchanges.length
    const first = await applicationToken(ebay.account)
    expect([await applicationToken(ebay.account), asked()]).toEqual([first, 1])
    ebay.later(2 * HOUR)
    expect(await applicationToken(ebay.account)).not.toBe(first)
    expect(asked()).toBe(2)
  })

  it('is asked for anew when eBay does not take it, and stops nothing', async () => {
    ebay = await openEbay({}, {}, false)
    const key = () => ebay.api.notification.get('/public_key/sandbox-key-1')
    expect((await key()).status).toBe(200)
    ebay.sandbox.act.revokeTokens({})
    await expect(key()).rejects.toMatchObject({ failure: { kind: 'temporary' } })
    expect((await key()).status).toBe(200)
  })
})
