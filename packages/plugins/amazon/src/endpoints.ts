import type { Region } from './marketplaces.ts'

/** Where Amazon is. */
export interface Endpoints {
  /** The Selling Partner API of a region. */
  readonly api: (region: Region) => string
  /** Login with Amazon, for tokens. */
  readonly login: string
  /** Seller Central of a marketplace, where merchants give their consent. */
  readonly consent: (site: string) => string
  /** Everything that is called, presigned documents included. */
  readonly hosts: readonly string[]
}

/** Amazon itself; documents of feeds and product type definitions lie in buckets of S3, whose names Amazon does not promise. */
export const production: Endpoints = {
  api: (region) => `https://sellingpartnerapi-${region}.amazon.com`,
  login: 'https://api.amazon.com',
  consent: (site) => `https://${site.replace(/^www\./, 'sellercentral.')}`,
  hosts: [
    'sellingpartnerapi-na.amazon.com',
    'sellingpartnerapi-eu.amazon.com',
    'sellingpartnerapi-fe.amazon.com',
    'api.amazon.com',
    '*.amazonaws.com',
  ],
}

/** Amazon's own sandbox: fixed answers to the requests of its documents (Selling Partner API, "Static sandbox"). */
export const staticSandbox: Endpoints = {
  ...production,
  api: (region) => `https://sandbox.sellingpartnerapi-${region}.amazon.com`,
  hosts: [
    ...production.hosts,
    ...(['na', 'eu', 'fe'] as const).map((at) => `sandbox.sellingpartnerapi-${at}.amazon.com`),
  ],
}
