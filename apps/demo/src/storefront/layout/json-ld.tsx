import { scriptText } from '@vitrine/plugin-storefront/client'

/** Structured data for search engines; no text in it can end the element. */
export function JsonLd({ data }: { readonly data: object }) {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptText(data) }} />
}
