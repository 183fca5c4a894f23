import { iso } from '@vitrine/core'
import { addressOf, alternatesOf, type Site } from '../site.ts'
import type { Entry } from './entries.ts'

/* The sitemap protocol 0.9 (sitemaps.org); alternates as xhtml:link, each with all others and itself. */

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

export const OPEN = `${HEAD}<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`
export const CLOSE = '</urlset>\n'

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}

/** The URLs of a page, one for each language. */
export function urlsOf(site: Site, { path, changedAt }: Pick<Entry, 'path' | 'changedAt'>): string {
  const changed = changedAt === undefined ? '' : `<lastmod>${iso(changedAt)}</lastmod>`
  const alternates = alternatesOf(site, path)
    .map(({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${escaped(href)}"/>`)
    .join('')
  return site.languages
    .map((language) => `<url><loc>${escaped(addressOf(site, language, path))}</loc>${changed}${alternates}</url>\n`)
    .join('')
}

export interface IndexEntry {
  readonly address: string
  readonly changedAt: number | undefined
}

export function indexXml(parts: readonly IndexEntry[]): string {
  const lines = parts.map(({ address, changedAt }) => {
    const changed = changedAt === undefined ? '' : `<lastmod>${iso(changedAt)}</lastmod>`
    return `<sitemap><loc>${escaped(address)}</loc>${changed}</sitemap>\n`
  })
  return `${HEAD}<sitemapindex xmlns="${NAMESPACE}">\n${lines.join('')}</sitemapindex>\n`
}
