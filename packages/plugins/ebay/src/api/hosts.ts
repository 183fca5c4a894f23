import { channelFailure } from '@vitrine/core'
import type { Settings } from '../settings.ts'

/** Hosts that calls go to; the last are for the sandbox of this package on the same machine. */
export const HOSTS = ['api.ebay.com', 'api.sandbox.ebay.com', '127.0.0.1', 'localhost'] as const

/** Where the APIs are; their paths begin with `/sell`, `/commerce` and `/identity`. */
export function apiOf({ environment, address }: Settings): string {
  if (environment === 'production') return 'https://api.ebay.com'
  if (environment === 'sandbox') return 'https://api.sandbox.ebay.com'
  if (address !== undefined) return address
  throw channelFailure({
    kind: 'refused',
    code: 'address',
    message: 'The local environment needs the address of a sandbox: set `address`.',
    issues: [
      { severity: 'error', code: 'address', message: 'Tell the address of the sandbox.', field: 'settings.address' },
    ],
  })
}

/** Where a merchant allows us to act for him. */
export function authOf(settings: Settings): string {
  if (settings.environment === 'production') return 'https://auth.ebay.com'
  if (settings.environment === 'sandbox') return 'https://auth.sandbox.ebay.com'
  return apiOf(settings)
}
