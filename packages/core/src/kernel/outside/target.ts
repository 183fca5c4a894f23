import { isIP } from 'node:net'
import type { App } from '../context.ts'
import { extensionPoint } from '../extensions.ts'
import { isPublicAddress } from './addresses.ts'
import { BLOCKED, publicAddresses, resolverOf } from './resolve.ts'

/** Why an address is not called: in words that complete `The address …`. */
export type Refused = {
  readonly code: 'url' | 'scheme' | 'credentials' | 'private' | 'unresolved'
  readonly message: string
}

type Shop = Pick<App, 'extensions' | 'settings'>

const LONGEST_LOOKUP = 5_000

/** The host as it stands in `privateHosts`: without brackets and a last dot. */
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/**
 * Hosts of the own network that calls to the outside may reach although their addresses are not public, as the shop's own code names them:
 * `contribute(privateHost, 'erp.internal')`, or with a port, `localhost:4001`.
 */
export const privateHost = extensionPoint<string>('kernel.privateHost')

export function isChosenInside(url: URL, { extensions }: Pick<App, 'extensions'>): boolean {
  return extensions.of(privateHost).some((host) => host === url.host || host === bare(url.hostname))
}

/**
 * Reads an address that somebody gave and finds what is wrong with it without asking the network: http in production, a password
 * inside, an address that is not public in any notation (the URL Standard has turned decimal, octal and hexadecimal ones into the usual one).
 */
export function readTarget(text: string, shop: Shop): URL | Refused {
  if (!URL.canParse(text))
    return { code: 'url', message: 'is not an absolute address such as https://erp.example.com/hooks' }
  const url = new URL(text)
  const allowed = shop.settings.mode === 'production' ? ['https:'] : ['https:', 'http:']
  if (!allowed.includes(url.protocol)) return { code: 'scheme', message: 'must begin with https://' }
  if (url.username !== '' || url.password !== '')
    return { code: 'credentials', message: 'must hold no user name or password' }
  if (isChosenInside(url, shop)) return url
  const host = bare(url.hostname)
  const isInside = isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : !isPublicAddress(host)
  return isInside ? INSIDE : url
}

const INSIDE: Refused = { code: 'private', message: 'leads to an address that is not public' }

/** As `readTarget`, and every address of the name is looked at too. What a name means can change: the call looks again. */
export async function checkTarget(text: string, shop: Shop): Promise<URL | Refused> {
  const url = readTarget(text, shop)
  if (!(url instanceof URL) || isChosenInside(url, shop) || isIP(bare(url.hostname)) !== 0) return url
  const late = AbortSignal.timeout(LONGEST_LOOKUP)
  const lapse = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error('the name was not resolved in time')), { once: true })
  })
  try {
    await Promise.race([publicAddresses(resolverOf(shop), url.hostname), lapse])
    return url
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === BLOCKED) return INSIDE
    return { code: 'unresolved', message: 'has a host name that cannot be found' }
  }
}
