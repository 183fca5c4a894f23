import type { HeadView } from '../model.ts'

/** JSON for a `<script>` element: no text of the catalogue can end it. */
export function scriptText(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A head as HTML, for pages that are not drawn by components. */
export function renderHead({ title, description, canonical, alternates, meta, jsonLd }: HeadView): string {
  return [
    `<title>${attribute(title)}</title>`,
    ...(description ? [`<meta name="description" content="${attribute(description)}">`] : []),
    `<link rel="canonical" href="${attribute(canonical)}">`,
    ...alternates.map(
      ({ hreflang, href }) => `<link rel="alternate" hreflang="${attribute(hreflang)}" href="${attribute(href)}">`,
    ),
    ...meta.map(({ property, name, content }) =>
      property === undefined
        ? `<meta name="${attribute(name ?? '')}" content="${attribute(content)}">`
        : `<meta property="${attribute(property)}" content="${attribute(content)}">`,
    ),
    ...jsonLd.map((data) => `<script type="application/ld+json">${scriptText(data)}</script>`),
  ].join('\n')
}
