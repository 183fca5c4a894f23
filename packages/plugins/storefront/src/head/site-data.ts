import type { Settings } from '../settings.ts'
import { organizationId, type Site } from '../site.ts'
import { type OfferAt, returnPolicy } from './offer.ts'

type Node = Record<string, unknown>

/** Who sells (schema.org OnlineStore, an Organization), with the policy for returns where there is one for the whole shop. */
export function organizationData(at: OfferAt): Node {
  const { site, config } = at
  const { legalName, logo, email, telephone, vatId, sameAs } = config.organization
  const address = addressData(config.organization)
  return {
    '@type': 'OnlineStore',
    '@id': organizationId(site),
    name: site.name,
    url: site.url,
    ...(legalName && { legalName }),
    ...(logo && { logo }),
    ...(email && { email }),
    ...(telephone && { telephone }),
    ...(vatId && { vatID: vatId }),
    ...(sameAs && { sameAs }),
    ...(address && { address }),
    ...(config.returns && { hasMerchantReturnPolicy: returnPolicy(at, config.returns) }),
  }
}

function addressData({ street, city, region, postalCode, country }: Settings['organization']): Node | undefined {
  const parts = {
    ...(street && { streetAddress: street }),
    ...(city && { addressLocality: city }),
    ...(region && { addressRegion: region }),
    ...(postalCode && { postalCode }),
    ...(country && { addressCountry: country }),
  }
  return Object.keys(parts).length === 0 ? undefined : { '@type': 'PostalAddress', ...parts }
}

/** The site as a whole; `target` of its search is a template whose part is named by `query-input`. */
export function websiteData(site: Site, language: string): Node {
  const { search } = site.pages
  return {
    '@type': 'WebSite',
    '@id': `${site.url}/#website`,
    name: site.name,
    url: site.url,
    inLanguage: language,
    publisher: { '@type': 'OnlineStore', '@id': organizationId(site), name: site.name },
    ...(search && {
      potentialAction: {
        '@type': 'SearchAction',
        target: site.url + search.replace(':words', '{words}'),
        'query-input': 'required name=words',
      },
    }),
  }
}

export interface Crumb {
  readonly name: string
  /** With its language. */
  readonly path: string
}

/** The way to a page; the last one is the page itself. */
export function breadcrumbData({ url }: Pick<Site, 'url'>, crumbs: readonly Crumb[]): Node {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: { '@type': 'WebPage', '@id': url + path },
    })),
  }
}
