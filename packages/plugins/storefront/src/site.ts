import type { StoreContext } from '@vitrine/core'
import type { Settings } from './settings.ts'

export interface SiteLanguage {
  readonly language: string
  readonly prefix: string
  readonly locale?: string | undefined
}

/** Where the pages of the window are. */
export interface Site {
  readonly url: string
  readonly name: string
  /** The default first. */
  readonly languages: readonly [SiteLanguage, ...SiteLanguage[]]
  readonly pages: Settings['pages']
}

export function siteOf({ market, settings }: StoreContext, config: Settings): Site {
  const { url = settings.publicUrl, name, pages } = config
  const [first = market.defaultLanguage, ...others] = [...new Set([market.defaultLanguage, ...market.languages])]
  const usual: Site['languages'] = [
    { language: first, prefix: '' },
    ...others.map((language) => ({ language, prefix: `/${language}` })),
  ]
  return { url, name, pages, languages: (config.languages as Site['languages'] | undefined) ?? usual }
}

/** The path of a page in a language: `/uk/products/smoker`, `/uk` for the home page. */
export function localPath({ prefix }: SiteLanguage, path: string): string {
  return path === '/' && prefix !== '' ? prefix : prefix + path
}

export function addressOf({ url }: Site, language: SiteLanguage, path: string): string {
  return url + localPath(language, path)
}

/** A path without its language, and which one that was. */
export function splitPath(
  { languages }: Site,
  path: string,
): { readonly language: SiteLanguage; readonly rest: string } {
  const found = languages.find(({ prefix }) => prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`)))
  if (found !== undefined) return { language: found, rest: path.slice(found.prefix.length) || '/' }
  return { language: languages.find(({ prefix }) => prefix === '') ?? languages[0], rest: path }
}

export type PageKind = 'product' | 'collection'

export function pathOf({ pages }: Pick<Site, 'pages'>, kind: PageKind, handle: string): string {
  return pages[kind].replace(':handle', encodeURIComponent(handle))
}

/** The handle in a path of this kind of page. */
export function handleIn({ pages }: Site, kind: PageKind, path: string): string | undefined {
  const [before = '', after = ''] = pages[kind].split(':handle')
  const middle = path.slice(before.length, path.length - after.length)
  if (!path.startsWith(before) || !path.endsWith(after) || middle === '' || middle.includes('/')) return undefined
  try {
    return decodeURIComponent(middle)
  } catch {
    return undefined
  }
}

/** What every page says about its languages: each lists all others and itself, and which one is for everybody else. */
export function alternatesOf(site: Site, path: string): { hreflang: string; href: string }[] {
  if (site.languages.length === 1) return []
  const all = site.languages.map((each) => ({ hreflang: each.language, href: addressOf(site, each, path) }))
  return [...all, { hreflang: 'x-default', href: addressOf(site, site.languages[0], path) }]
}

/** What the shop is called among the data of its pages. */
export function organizationId({ url }: Pick<Site, 'url'>): string {
  return `${url}/#organization`
}
