import type { Site } from '../site.ts'
import type { Entry } from './entries.ts'
import { CLOSE, escaped, OPEN, urlsOf } from './xml.ts'

/** What one file may hold: 50 000 URLs and 50 MiB (sitemaps.org, "Sitemap file limits"). */
export const LIMITS = { urls: 50_000, bytes: 52_428_800 } as const
export type PartLimits = { readonly urls: number; readonly bytes: number }

/**
 * Tells whether a page still fits into the part, and counts it. The bytes of its URLs are reckoned from the length of its path alone, so that
 * the index of a great shop does not have to write the whole map.
 */
export function filling(site: Site, limits: PartLimits): (entry: Entry) => boolean {
  const measure = (path: string, changedAt?: number) =>
    Buffer.byteLength(urlsOf(site, changedAt === undefined ? { path } : { path, changedAt }))
  const bare = measure('/x')
  const perByte = measure('/xx') - bare
  const dated = measure('/x', 0) - bare
  let urls = 0
  let bytes = OPEN.length + CLOSE.length
  return ({ path, changedAt }) => {
    const own =
      path === '/'
        ? measure(path, changedAt)
        : bare + (Buffer.byteLength(escaped(path)) - 2) * perByte + (changedAt === undefined ? 0 : dated)
    if (urls > 0 && (urls + site.languages.length > limits.urls || bytes + own > limits.bytes)) return false
    urls += site.languages.length
    bytes += own
    return true
  }
}
