import { channelFailure } from '@vitrine/core'
import type { Settings } from '../settings.ts'

/** Hosts that calls go to; the last are for the sandbox of this package on the same machine. */
export const HOSTS = ['api.ebay.com', 'api.sandbox.ebay.com', '127.0.0.1', 'localhost'] as const

/** Where the APIs are; their paths begin with `/sell`, `/commerce` and `/identity`. */
export function apiOf({ environment, address }: Settings): string {
  if (environment === 'production') return 'https://api.ebay.com'
  if (environment === 'sandbox') return 'https://api.sandbox.ebay.com'
  if (process.env.NODE_ENV === 'production')
    throw refused('environment', 'The local environment is for development; a shop in production calls eBay only.')
  if (address === undefined) throw refused('address', 'The local environment needs the address of a sandbox.')
  return address
}

function refused(setting: string, message: string) {
  const issues = [{ severity: 'error', code: setting, message, field: `settings.${setting}` } as const]
  return channelFailure({ kind: 'refused', code: setting, message, issues })
}

/** Where a merchant allows us to act for him. */
export function authOf(settings: Settings): string {
  if (settings.environment === 'production') return 'https://auth.ebay.com'
  if (settings.environment === 'sandbox') return 'https://auth.sandbox.ebay.com'
  return apiOf(settings)
}
