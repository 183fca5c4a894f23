import type { HeadView } from '@vitrine/plugin-storefront/client'
import type { ComponentChildren } from 'preact'
import { SHOP_NAME } from '../../seed/index.ts'
import type { Visit } from '../visit.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { JsonLd } from './json-ld.tsx'

/** Pages that are for search engines have a head from the storefront plugin; all others are nobody's business. */
export type PageHead = HeadView | { readonly title: string; readonly refresh?: number }

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
  const { house } = visit
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{head.title.includes(SHOP_NAME) ? head.title : `${head.title} · ${SHOP_NAME}`}</title>
      <meta name="color-scheme" content="light dark" />
      <link rel="stylesheet" href={house.assets.href('src/storefront/styles/index.css')} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      {'canonical' in head ? <Found head={head} /> : <meta name="robots" content="noindex" />}
      {'refresh' in head && <meta http-equiv="refresh" content={String(head.refresh)} />}
    </head>
  )
}

function Found({ head: { description, canonical, alternates, meta, jsonLd } }: { readonly head: HeadView }) {
  return (
    <>
      {description ? <meta name="description" content={description} /> : null}
      <link rel="canonical" href={canonical} />
      {alternates.map(({ hreflang, href }) => (
        <link key={hreflang} rel="alternate" hrefLang={hreflang} href={href} />
      ))}
      {meta.map((tag) => (
        <meta key={`${tag.property ?? tag.name} ${tag.content}`} {...tag} />
      ))}
      {jsonLd.map((data) => (
        <JsonLd key={`${data['@type']} ${data['@id']}`} data={data} />
      ))}
    </>
  )
}
