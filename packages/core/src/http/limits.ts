import type { Limit } from './rate-limit.ts'

/** Requests a minute for one address. Calls of this machine itself are exempt. */
export interface Limits {
  readonly general: number
  /** What is worth guessing: passwords, tokens of mails. */
  readonly sensitive: number
  /** Orders looked up by their number and token. */
  readonly lookup: number
  /** Carts bought. */
  readonly checkout: number
  /** Whole lists and backups, also for one key or session from wherever. */
  readonly export: number
}

export const LIMITS: Limits = { general: 6_000, sensitive: 20, lookup: 120, checkout: 120, export: 30 }

const RULES: readonly { readonly name: keyof Limits; readonly method: string; readonly path: RegExp }[] = [
  {
    name: 'sensitive',
    method: 'POST',
    path: /\/(session|password-reset|verify-email|invitations\/[^/]+\/accept|sign-in|first-staff)(\/|$)/,
  },
  { name: 'lookup', method: 'GET', path: /^\/store\/orders\// },
  { name: 'checkout', method: 'POST', path: /^\/store\/carts\/[^/]+\/complete$/ },
  { name: 'export', method: 'GET', path: /^\/admin\/(exports\/|orders\/export$|backup$)/ },
]

/** The limit that a request counts for. */
export function limitOf({ method, path }: { readonly method: string; readonly path: string }, limits: Limits): Limit {
  const { name } = RULES.find((rule) => rule.method === method && rule.path.test(path)) ?? { name: 'general' }
  return { name, perMinute: limits[name] }
}
