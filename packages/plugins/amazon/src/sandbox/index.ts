import { openSandbox, type Sandbox, type SandboxOptions } from '@vitrine/core/testing'
import { type AmazonActions, type AmazonPlatformOptions, amazonPlatform, DOCUMENTS } from './platform.ts'

export { type AmazonActions, type AmazonPlatformOptions, amazonPlatform } from './platform.ts'
export { PRODUCT_TYPES } from './product-types.ts'
export type { AmazonState } from './staff.ts'
export { refreshTokenOf } from './tokens.ts'

export type AmazonSandbox = Sandbox<AmazonActions> & {
  /** For `routeHosts`. */
  readonly hosts: Readonly<Record<string, string>>
}

/**
 * Opens Amazon on this machine: a real HTTP server with state, rules, faults by knobs and a page. Where Amazon's models lie beside the
 * project, every call and every answer is held against them.
 * @example const sandbox = await amazonSandbox(); createCommerce({ plugins: [amazon()], fetch: routeHosts(sandbox.hosts) })
 */
export async function amazonSandbox({
  clients,
  sellerId,
  productTypes,
  pace,
  ...options
}: AmazonPlatformOptions & SandboxOptions = {}): Promise<AmazonSandbox> {
  const given = { clients, sellerId, productTypes, pace }
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const sandbox = await openSandbox({ ...options, platform: amazonPlatform(own) })
  return { ...sandbox, hosts: hostsAt(sandbox.url) }
}

/** Which of Amazon's hosts the sandbox at the address stands for, wherever it runs. */
export function hostsAt(url: string): Readonly<Record<string, string>> {
  const regions = ['na', 'eu', 'fe'].map((region) => `sellingpartnerapi-${region}.amazon.com`)
  return Object.fromEntries([...regions, 'api.amazon.com', DOCUMENTS].map((host) => [host, url]))
}
