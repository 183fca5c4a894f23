import type { Hono } from 'hono'
import { LANGUAGES, type Language } from '../../seed/index.ts'
import { texts } from '../../shared/messages/texts.en.ts'
import { formOf } from '../form.ts'
import { headOf } from '../head.ts'
import type { House } from '../house.ts'
import { isTextPage, TextPageView } from '../pages/text.tsx'
import { page } from '../render.ts'
import { type Env, localized, rememberMarket, splitLanguage, type Visit } from '../visit.ts'

/** What is about the site as a whole: its words and its pickers. */
export function siteRoutes(app: Hono<Env>): void {
  app.get('/pages/:name', async (c) => {
    const visit = c.get('visit')
    const name = c.req.param('name')
    if (!isTextPage(name)) return c.notFound()
    const { title, parts } = texts[name]
    const head = await headOf(visit, { title, description: parts[0].text.slice(0, 160) })
    return page(c, <TextPageView visit={visit} name={name} head={head} />)
  })
  app.post('/place', async (c) => {
    const visit = c.get('visit')
    const form = await formOf(c)
    const language = LANGUAGES.find((each) => each === form.get('language')) ?? 'en'
    const market = visit.markets.find(({ code }) => code === form.get('market'))
    if (market !== undefined) await moveTo(visit, { market: market.code, language })
    return c.redirect(localized(ownPath(form.get('path')), language), 303)
  })
}

/** What search engines read besides pages; the storefront plugin writes it. */
export function robotRoutes(app: Hono<Env>, house: House): void {
  app.get('/robots.txt', () => house.forRobots('/robots.txt'))
  app.get('/sitemap.xml', () => house.forRobots('/sitemap.xml'))
  app.get('/sitemaps/:part', (c) => house.forRobots(`/sitemaps/${encodeURIComponent(c.req.param('part'))}`))
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
