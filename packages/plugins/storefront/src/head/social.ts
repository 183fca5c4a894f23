import { linkPicture } from '@vitrine/core'
import type { HeadView } from '../model.ts'
import type { Site, SiteLanguage } from '../site.ts'
import { decimal } from './amount.ts'
import type { Shown } from './product-data.ts'

type Meta = HeadView['meta'][number]

interface Described {
  readonly site: Site
  readonly language: SiteLanguage
  readonly type: 'website' | 'product'
  readonly title: string
  readonly description: string | null
  readonly url: string
  readonly image: Picture | null
}

interface Picture {
  readonly url: string
  readonly alt: string
  readonly width: number | null
  readonly height: number | null
}

const property = (name: string, content: string | number | null | undefined): Meta[] =>
  content === null || content === undefined || content === '' ? [] : [{ property: name, content: String(content) }]
const named = (name: string, content: string | null): Meta[] => (content ? [{ name, content }] : [])

/** Open Graph (ogp.me) and what X reads beside it. */
export function socialTags({ site, language, type, title, description, url, image: own }: Described): Meta[] {
  const image = own === null ? null : drawn(own)
  const others = site.languages.filter((each) => each !== language)
  return [
    ...property('og:title', title),
    ...property('og:type', type),
    ...property('og:url', url),
    ...property('og:site_name', site.name),
    ...property('og:description', description),
    ...property('og:locale', localeOf(language)),
    ...others.flatMap((each) => property('og:locale:alternate', localeOf(each))),
    ...property('og:image', image?.url),
    ...property('og:image:width', image?.width),
    ...property('og:image:height', image?.height),
    ...property('og:image:alt', image?.alt),
    ...named('twitter:card', image === null ? 'summary' : 'summary_large_image'),
    ...named('twitter:title', title),
    ...named('twitter:description', description),
    ...named('twitter:image', image?.url ?? null),
  ]
}

/** Social networks show no drawings (SVG): the picture that was made for links stands for an uploaded one. */
function drawn(image: Picture): Picture {
  return { ...image, ...linkPicture(image.url) }
}

/** `uk_UA`: Open Graph wants a territory; where none is named the likeliest one is (Unicode likely subtags). */
function localeOf({ language, locale }: SiteLanguage): string {
  if (locale !== undefined) return locale
  const { language: own, region } = new Intl.Locale(language).maximize()
  return region === undefined ? own : `${own}_${region}`
}

/** As Meta reads it, and as Pinterest does. */
const AVAILABILITY = {
  in_stock: ['in stock', 'instock'],
  few: ['in stock', 'instock'],
  backorder: ['available for order', 'backorder'],
  none: ['out of stock', 'out of stock'],
} as const

/** Open Graph product tags, for Meta and Pinterest's rich pins: of the variant that speaks for the product, the cheapest that can be bought. */
export function productTags(product: Shown, brand: string): Meta[] {
  const { price, compareAt, variants } = product
  const speaker = variants.find((one) => one.price?.amount === price?.amount && one.available === product.available)
  const [meta, pinterest] = AVAILABILITY[speaker?.availability ?? 'none']
  const usual = compareAt ?? price
  return [
    ...property('product:retailer_item_id', speaker?.sku ?? product.id),
    ...(variants.length > 1 ? property('product:item_group_id', product.id) : []),
    ...property('product:brand', brand),
    ...property('product:condition', 'new'),
    ...property('product:availability', meta),
    ...property('og:availability', pinterest),
    ...(usual === null ? [] : money('product:price', usual)),
    ...(price === null || compareAt === null ? [] : money('product:sale_price', price)),
  ]
}

function money(name: string, value: { readonly amount: number; readonly currency: string }): Meta[] {
  return [...property(`${name}:amount`, decimal(value)), ...property(`${name}:currency`, value.currency)]
}
