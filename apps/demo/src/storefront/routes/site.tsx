import type { Hono } from 'hono'
import { LANGUAGES, type Language } from '../../seed/index.ts'
import { texts } from '../../shared/messages/texts.en.ts'
import { formOf } from '../form.ts'
import { isTextPage, TextPageView } from '../pages/text.tsx'
import { page } from '../render.ts'
import { type Env, localized, rememberMarket, splitLanguage, type Visit } from '../visit.ts'

/** What is about the site as a whole: its words, its pickers, and what search engines read. */
export function siteRoutes(app: Hono<Env>): void {
  app.get('/pages/:name', (c) => {
    const name = c.req.param('name')
    return isTextPage(name) ? page(c, <TextPageView visit={c.get('visit')} name={name} />) : c.notFound()
  })
  app.post('/place', async (c) => {
    const visit = c.get('visit')
    const form = await formOf(c)
    const language = LANGUAGES.find((each) => each === form.get('language')) ?? 'en'
    const market = visit.markets.find(({ code }) => code === form.get('market'))
    if (market !== undefined) await moveTo(visit, { market: market.code, language })
    return c.redirect(localized(ownPath(form.get('path')), language), 303)
  })
  app.get('/robots.txt', (c) => {
    const { house } = c.get('visit')
    const closed = ['/cart', '/checkout', '/orders/', '/search', '/admin', '/store/carts']
    const languages = LANGUAGES.map((language) => localized('/', language).replace(/\/$/, ''))
    const rules = languages.flatMap((prefix) => closed.map((path) => `Disallow: ${prefix}${path}`))
    return c.text(['User-agent: *', ...rules, '', `Sitemap: ${house.publicUrl}/sitemap.xml`, ''].join('\n'))
  })
  app.get('/sitemap.xml', async (c) => {
    c.header('Content-Type', 'application/xml; charset=utf-8')
    return c.body(await sitemap(c.get('visit')))
  })
}

/** The cart moves along, so that its prices are those of the pages. */
async function moveTo(
  visit: Visit,
  { market, language }: { readonly market: string; readonly language: Language },
): Promise<void> {
  rememberMarket(visit, market)
  if (visit.cart?.status === 'open') await visit.shop.cart.setPlace({ market, language })
}

/** A path of this site, without its language: a form must not lead anywhere else. */
function ownPath(path: string): string {
  const own = /^\/(?![/\\])/.test(path) ? path : '/'
  return splitLanguage(own).rest
}

interface Entry {
  readonly path: string
  readonly changed?: string
}

async function sitemap({ shop, house, navigation }: Visit): Promise<string> {
  const entries: Entry[] = [
    { path: '/' },
    ...navigation.map(({ handle }) => ({ path: `/collections/${handle}` })),
    ...Object.keys(texts).map((name) => ({ path: `/pages/${name}` })),
  ]
  for await (const { handle, updatedAt } of shop.products.each({ fields: ['updatedAt'], limit: 100 }))
    entries.push({ path: `/products/${handle}`, changed: updatedAt })
  const address = (path: string, language: Language) => escaped(house.publicUrl + localized(path, language))
  const alternates = (path: string) =>
    LANGUAGES.map((each) => `<xhtml:link rel="alternate" hreflang="${each}" href="${address(path, each)}"/>`).join('')
  const urls = entries.flatMap(({ path, changed }) =>
    LANGUAGES.map(
      (language) =>
        `<url><loc>${address(path, language)}</loc>${changed === undefined ? '' : `<lastmod>${changed}</lastmod>`}${alternates(path)}</url>`,
    ),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('\n')}</urlset>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
