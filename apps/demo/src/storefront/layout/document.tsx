import type { ComponentChildren } from 'preact'
import { SHOP_NAME } from '../../seed/index.ts'
import { localized, type Visit } from '../visit.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { JsonLd } from './json-ld.tsx'

export interface PageHead {
  readonly title: string
  readonly description?: string | null | undefined
  /** Path without language of the page that stands for this one; none for pages that are nobody's business. */
  readonly canonical?: string | undefined
  readonly image?: string | undefined
  readonly type?: 'website' | 'product'
  readonly jsonLd?: readonly object[]
  /** Seconds after which the browser asks again. */
  readonly refresh?: number
}

interface DocumentProps {
  readonly visit: Visit
  readonly head: PageHead
  /** Checkout pages: no menu, nothing that leads away. */
  readonly isPlain?: boolean | undefined
  readonly children: ComponentChildren
}

/** What the browser may fetch in advance: product and collection pages that somebody is about to open. */
const SPECULATION = JSON.stringify({
  prefetch: [
    {
      where: {
        and: [
          { or: [{ href_matches: '/*products/*' }, { href_matches: '/*collections/*' }] },
          { not: { href_matches: '/*cart*' } },
          { not: { href_matches: '/*checkout*' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
})

export function Document({ visit, head, isPlain = false, children }: DocumentProps) {
  const { t, house } = visit
  return (
    <html lang="en">
      <Head visit={visit} head={head} />
      <body class={isPlain ? 'plain' : undefined}>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <Header visit={visit} isPlain={isPlain} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Footer visit={visit} />
        <script type="module" src={house.assets.href('src/storefront/islands/loader.ts')} />
        {!isPlain && <script type="speculationrules" dangerouslySetInnerHTML={{ __html: SPECULATION }} />}
      </body>
    </html>
  )
}

function Head({ visit, head }: Pick<DocumentProps, 'visit' | 'head'>) {
  const { house, languages, language } = visit
  const { title, description, canonical, image, type = 'website', jsonLd = [], refresh } = head
  const full = title.includes(SHOP_NAME) ? title : `${title} · ${SHOP_NAME}`
  const address = (path: string, of = language) => `${house.publicUrl}${localized(path, of)}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{full}</title>
      <meta name="color-scheme" content="light dark" />
      <link rel="stylesheet" href={house.assets.href('src/storefront/styles/index.css')} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      {description ? <meta name="description" content={description} /> : null}
      {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
      {canonical === undefined ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={address(canonical)} />
          {languages.map((each) => (
            <link key={each} rel="alternate" hrefLang={each} href={address(canonical, each)} />
          ))}
          <link rel="alternate" hrefLang="x-default" href={address(canonical, 'en')} />
          <meta property="og:title" content={full} />
          <meta property="og:type" content={type} />
          <meta property="og:url" content={address(canonical)} />
          <meta property="og:site_name" content={SHOP_NAME} />
          {description ? <meta property="og:description" content={description} /> : null}
          {image !== undefined && <meta property="og:image" content={image} />}
        </>
      )}
      {jsonLd.map((data, index) => (
        <JsonLd key={String(index)} data={data} />
      ))}
    </head>
  )
}
