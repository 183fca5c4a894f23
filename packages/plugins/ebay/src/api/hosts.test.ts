import * as v from 'valibot'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Settings } from '../settings.ts'
import { apiOf, authOf } from './hosts.ts'

const settings = (own: object) => v.parse(Settings, { marketplace: 'EBAY_DE', ...own })
const local = settings({ environment: 'local', address: 'http://127.0.0.1:4040' })

describe('where calls go', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each([
    [settings({}), 'https://api.ebay.com', 'https://auth.ebay.com'],
    [settings({ environment: 'sandbox' }), 'https://api.sandbox.ebay.com', 'https://auth.sandbox.ebay.com'],
    [local, 'http://127.0.0.1:4040', 'http://127.0.0.1:4040'],
  ])('follows from the environment', (of, api, auth) => {
    expect([apiOf(of), authOf(of)]).toEqual([api, auth])
  })

  it('is never this machine for a shop in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect(() => apiOf(local)).toThrow(/for development/)
  })

  it('is told where it must be told', () => {
    expect(() => apiOf(settings({ environment: 'local' }))).toThrow(/address/)
  })
})
