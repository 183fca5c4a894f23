import { openSandbox, type Sandbox, type SandboxOptions } from '@vitrine/core/testing'
import { type EbayActions, type EbayPlatformOptions, ebayPlatform } from './platform.ts'

export type { Category } from './categories.ts'
export { type EbayPlatformOptions, ebayPlatform } from './platform.ts'
export { LOCATIONS, POLICIES } from './rules.ts'
export type { EbayState } from './sellers.ts'

export type EbaySandbox = Sandbox<EbayActions>

/**
 * Opens eBay on this machine: a real HTTP server with state, rules, faults by knobs and a page. A connection reaches it with
 * `environment: 'local'` and its address.
 */
export function ebaySandbox({
  clients,
  categories,
  ...options
}: EbayPlatformOptions & SandboxOptions = {}): Promise<EbaySandbox> {
  const own = { ...(clients === undefined ? {} : { clients }), ...(categories === undefined ? {} : { categories }) }
  return openSandbox({ ...options, platform: ebayPlatform(own) })
}
