import { openSandbox, type Sandbox, type SandboxOptions } from '@vitrine/core/testing'
import type { Endpoints } from '../endpoints.ts'
import { type AmazonActions, type AmazonPlatformOptions, amazonPlatform } from './platform.ts'

export { type AmazonActions, type AmazonPlatformOptions, amazonPlatform } from './platform.ts'
export { PRODUCT_TYPES } from './product-types.ts'
export type { AmazonState } from './staff.ts'
export { refreshTokenOf } from './tokens.ts'

export type AmazonSandbox = Sandbox<AmazonActions> & {
  /** For `amazonAt`. */
  readonly endpoints: Endpoints
}

/**
 * Opens Amazon on this machine: a real HTTP server with state, rules, faults by knobs and a page. Where Amazon's models lie beside the
 * project, every call and every answer is held against them.
 * @example const sandbox = await amazonSandbox(); createCommerce({ plugins: [amazonAt(sandbox.endpoints)()] })
 */
export async function amazonSandbox({
  clients,
  sellerId,
  productTypes,
  pace,
  documentsAt,
  ...options
}: AmazonPlatformOptions & SandboxOptions = {}): Promise<AmazonSandbox> {
  const given = { clients, sellerId, productTypes, pace, documentsAt }
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const sandbox = await openSandbox({ ...options, platform: amazonPlatform(own) })
  return { ...sandbox, endpoints: endpointsAt(sandbox.url) }
}

/** A sandbox in place of Amazon, wherever it runs. */
export function endpointsAt(url: string): Endpoints {
  return { api: () => url, login: url, consent: () => url, hosts: [new URL(url).host] }
}
