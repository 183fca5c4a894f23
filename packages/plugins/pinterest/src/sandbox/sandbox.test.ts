import { routeHosts, testAccount } from '@vitrine/core/testing'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pinterestApi } from '../api.ts'
import { oauth } from '../oauth.ts'
import { Settings } from '../settings.ts'
import { whoAmI } from '../who-am-i.ts'
import { type PinterestSandbox, pinterestSandbox } from './index.ts'

const credentials = { appId: 'pinterest-demo', appSecret: 'pinterest-demo-secret' }
const redirectUri = 'https://shop.example/back'

describe('the sandbox of Pinterest', () => {
  let sandbox: PinterestSandbox
  beforeEach(async () => {
    sandbox = await pinterestSandbox({ seed: 5 })
  })
  afterEach(() => sandbox.stop())

  const settings = v.parse(Settings, { country: 'NL', locale: 'en-GB' })
  const account = (token = 'none') =>
    testAccount({ settings, credentials, token, fetch: routeHosts({ 'api.pinterest.com': sandbox.url }) })

  const allowed = async () => {
    const asked = new URL(oauth.authorize?.({ settings, credentials, redirectUri, state: 'xyz' }) ?? '')
    const page = await fetch(`${sandbox.url}${asked.pathname}${asked.search}`, { redirect: 'manual' })
    const back = new URL(page.headers.get('location') ?? '')
    expect([`${back.origin}${back.pathname}`, back.searchParams.get('state')]).toEqual([redirectUri, 'xyz'])
    return { code: back.searchParams.get('code') ?? '', redirectUri, query: back.searchParams }
  }

  it('gives tokens for a code once, renews them once each, and forgets them when told so', async () => {
    const grant = await allowed()
    const first = await oauth.exchange?.(account(), grant)
    await expect(oauth.exchange?.(account(), grant)).rejects.toMatchObject({ failure: { kind: 'auth' } })
    if (first === undefined) throw new Error('there are no tokens')
    const second = await oauth.refresh(account(), first)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    await expect(oauth.refresh(account(), first)).rejects.toMatchObject({ failure: { kind: 'auth' } })
    const api = pinterestApi(account(second.accessToken))
    expect(await whoAmI(api)).toEqual({ account: 'Sandbox of Pinterest' })
    await oauth.revoke?.(account(), second)
    await expect(whoAmI(api)).rejects.toMatchObject({ failure: { kind: 'auth' } })
  })

  it('lets nobody go on beyond the limit of a class, and says when there is more', async () => {
    const { access_token: token } = sandbox.act.issueTokens({})
    sandbox.turn({ rates: { org_read: { rate: 0.5, burst: 1 } } })
    const api = pinterestApi(account(token))
    await whoAmI(api)
    await expect(whoAmI(api)).rejects.toMatchObject({
      failure: { kind: 'throttled', code: '8', retryAt: expect.any(Number) },
    })
  })
})
