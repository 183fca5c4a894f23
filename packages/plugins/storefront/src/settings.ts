import * as v from 'valibot'

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most))
const address = v.pipe(v.string(), v.url(), v.maxLength(2_000))
const path = v.pipe(v.string(), v.regex(/^\/(?!\/)/, 'must begin with one slash'), v.maxLength(2_000))
const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be a country code such as NL'))
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be a currency code such as EUR'))
const days = v.optional(v.tuple([count(0, 365), count(0, 365)]))
const holding = (name: string) => v.pipe(path, v.includes(`:${name}`, `must hold :${name}`))

export const Language = v.object({
  /** BCP 47; also the `hreflang` of its pages. */
  language: text(35),
  /** What stands in front of every path: `/uk`, or nothing. */
  prefix: v.pipe(v.string(), v.regex(/^(\/[^/]+)*$/, 'must be empty or begin with a slash and end without one')),
  /** `uk_UA` for social networks; follows from the language. */
  locale: v.optional(text(10)),
})

const Pages = v.object({
  home: v.optional(path, '/'),
  product: v.optional(holding('handle'), '/products/:handle'),
  collection: v.optional(holding('handle'), '/collections/:handle'),
  /** What is added to the address of a product for one variant. */
  variant: v.optional(v.pipe(v.string(), v.includes(':sku')), '?variant=:sku'),
  /** For the search box of search engines: `/search?q=:words`. */
  search: v.optional(holding('words')),
  /** Other pages for the sitemap. */
  others: v.optional(v.pipe(v.array(path), v.maxLength(5_000)), []),
})

const Agent = v.object({
  agent: text(100),
  allow: v.optional(v.array(path), []),
  disallow: v.optional(v.array(path), []),
})

const Robots = v.object({
  /** Nobody may index anything: for shops that are being built. */
  closed: v.optional(v.boolean(), false),
  /** Below every language. */
  disallow: v.optional(v.array(path), ['/cart', '/checkout', '/account', '/orders/', '/search']),
  /** Rules for single robots, in place of those for all. */
  agents: v.optional(v.array(Agent), []),
})

const Organization = v.object({
  legalName: v.optional(text(200)),
  logo: v.optional(address),
  email: v.optional(v.pipe(v.string(), v.email())),
  telephone: v.optional(text(40)),
  street: v.optional(text(200)),
  city: v.optional(text(100)),
  region: v.optional(text(100)),
  postalCode: v.optional(text(20)),
  country: v.optional(country),
  vatId: v.optional(text(40)),
  /** Pages of the shop elsewhere. */
  sameAs: v.optional(v.array(address)),
})

const Returns = v.object({
  days: count(1, 3_650),
  /** Default: the countries of the buyer's market, at most 50. */
  countries: v.optional(v.array(country)),
  fees: v.optional(v.picklist(['free', 'customer']), 'customer'),
  by: v.optional(v.picklist(['mail', 'store']), 'mail'),
})

const Shipping = v.object({
  country,
  /** Minor units. */
  amount: count(0, Number.MAX_SAFE_INTEGER),
  currency,
  /** Days from the order to the parcel, and of the parcel's way: least and most. */
  handling: days,
  transit: days,
})

const Limits = v.object({
  /** Recently viewed products that are kept of a person. */
  viewed: v.optional(count(1, 500), 50),
  lists: v.optional(count(1, 100), 20),
  /** Items in one list. */
  items: v.optional(count(1, 2_000), 200),
  /** Days after which what an anonymous visitor left is forgotten, and views of everybody. */
  keepDays: v.optional(count(1, 3_650), 90),
  redirects: v.optional(count(1, 100_000), 20_000),
})

/** Name of a shop as search engines and social networks show it. */
export const Name = text(100)

/** Where buyers see the pages, without a slash at the end. */
export const Url = v.pipe(address, v.regex(/[^/]$/, 'must not end with a slash'))

/** What a shop sets for its web window in code. */
export const Settings = v.object({
  name: Name,
  /** Default: the public address of the shop. */
  url: v.optional(Url),
  /** Code of the sales channel that this window is; default is the default channel. */
  channel: v.optional(text(64)),
  /** The first one is the default. Without it: the languages of the channel's market, the first without a prefix, others below `/<language>`. */
  languages: v.optional(v.pipe(v.array(Language), v.minLength(1), v.maxLength(100))),
  pages: v.optional(Pages, {}),
  robots: v.optional(Robots, {}),
  organization: v.optional(Organization, {}),
  returns: v.optional(Returns),
  shipping: v.optional(v.array(Shipping), []),
  /** Names of options that search engines know, beside the usual ones: `{ color: ['Farbe'] }`. */
  optionNames: v.optional(v.record(v.picklist(['color', 'size', 'material', 'pattern']), v.array(text(100))), {}),
  limits: v.optional(Limits, {}),
})
export type Settings = v.InferOutput<typeof Settings>
