import { testAccount } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { amazonApi } from './api.ts'
import { production } from './endpoints.ts'
import { amazonFetch, contractApi, credentials, json, reason, sellerId, settings } from './fixtures/contracts.ts'
import { loginAt } from './login.ts'
import type { Credentials } from './settings.ts'

const login = loginAt(production)
const granted = { access_token: 'Atza|new', refresh_token: 'Atzr|kept', token_type: 'bearer', expires_in: 3600 }

function accountAt(answer: () => Response, own: Partial<Credentials> = {}) {
  const fetch = amazonFetch((_request, { operationId }) => (operationId === 'token' ? answer() : undefined))
  const given = { settings, credentials: { ...credentials, ...own }, fetch, now: () => 1_000_000 }
  return { account: testAccount(given), fetch }
}

describe('the consent of a seller', () => {
  it('is asked for in Seller Central of the marketplace', () => {
    const url = new URL(
      login.authorize({
        settings,
        credentials: { ...credentials, applicationId: 'amzn1.sp.solution.example' },
        redirectUri: 'https://shop.example.com/oauth',
        state: 'st-1',
      }),
    )
    expect(url.origin + url.pathname).toBe('https://sellercentral.amazon.de/apps/authorize/consent')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      application_id: 'amzn1.sp.solution.example',
      redirect_uri: 'https://shop.example.com/oauth',
      state: 'st-1',
    })
  })

  it('needs the application id', () => {
    const asking = { settings, credentials, redirectUri: 'https://shop.example.com/oauth', state: 'st-1' }
    expect(() => login.authorize(asking)).toThrow(expect.objectContaining({ code: 'amazon.refused' }))
  })

  const callback = (query: Record<string, string>) => ({
    code: '',
    redirectUri: 'https://shop.example.com/oauth',
    query: new URLSearchParams(query),
  })

  it('becomes tokens by the code that Amazon calls its own', async () => {
    const { account, fetch } = accountAt(() => json(granted))
    const query = { spapi_oauth_code: 'code-1', selling_partner_id: sellerId, state: 'st-1' }
    expect(await login.exchange(account, callback(query))).toEqual({
      accessToken: 'Atza|new',
      refreshToken: 'Atzr|kept',
      expiresAt: 1_000_000 + 3_600_000,
    })
    expect(fetch.calls[0]?.body).toMatchObject({ grant_type: 'authorization_code', code: 'code-1' })
  })

  it('of another seller is refused before anything is asked', async () => {
    const { account, fetch } = accountAt(() => json(granted))
    const other = callback({ spapi_oauth_code: 'code-1', selling_partner_id: 'A9OTHER000000' })
    await expect(login.exchange(account, other)).rejects.toMatchObject({
      failure: { kind: 'auth', code: 'other-seller' },
    })
    expect(fetch.calls).toEqual([])
  })
})

describe('a token', () => {
  it('is made of the kept refresh token, or of the one that the merchant brought', async () => {
    const { account, fetch } = accountAt(() => json(granted), { refreshToken: 'Atzr|own' })
    await login.refresh(account, null)
    await login.refresh(account, { accessToken: 'old', expiresAt: 0, refreshToken: 'Atzr|kept' })
    expect(fetch.calls.map(({ body }) => body)).toMatchObject([
      { grant_type: 'refresh_token', refresh_token: 'Atzr|own' },
      { grant_type: 'refresh_token', refresh_token: 'Atzr|kept' },
    ])
  })

  it('cannot be made without consent', async () => {
    const { account } = accountAt(() => json(granted))
    await expect(login.refresh(account, null)).rejects.toMatchObject({ failure: { kind: 'auth', code: 'no-consent' } })
  })

  it.each([
    ['invalid_grant', 400, 'auth'],
    ['invalid_client', 401, 'auth'],
    ['server_error', 503, 'temporary'],
  ])('that is refused with %s is a matter of kind', async (error, status, kind) => {
    const { account } = accountAt(() => json({ error, error_description: 'No.' }, status), { refreshToken: 'Atzr|own' })
    const thrown = await login.refresh(account, null).catch((caught: unknown) => caught)
    expect(thrown).toMatchObject({ failure: { kind, code: error, message: 'No.' } })
    expect(JSON.stringify(thrown)).not.toContain('Atzr|own')
  })
})

describe.skipIf(reason !== '')(`calls without a seller${reason}`, () => {
  it('use a token of the app, asked for once', async () => {
    const { account, fetch } = accountAt(() => json(granted))
    const api = amazonApi(account, production)
    await api.app.get('/notifications/v1/destinations')
    await api.app.get('/notifications/v1/destinations')
    expect(fetch.calls.map(({ operationId }) => operationId)).toEqual(['token', 'getDestinations', 'getDestinations'])
    expect(fetch.calls[0]?.body).toMatchObject({ scope: 'sellingpartnerapi::notifications' })
    expect(account.exchanges.at(-1)?.requestHeaders.get('x-amz-access-token')).toBe('Atza|new')
  })

  it.each(['US', 'DE', 'JP'] as const)('of %s go to its region', async (marketplace) => {
    const { api, account } = contractApi({ settings: { marketplace } })
    await api.seller.get('/sellers/v1/marketplaceParticipations')
    const regions = { US: 'na', DE: 'eu', JP: 'fe' }
    expect(account.exchanges[0]?.url).toContain(`https://sellingpartnerapi-${regions[marketplace]}.amazon.com/`)
  })
})
