import { DAY, type Entry, failureOf, type Issue, type Observation } from '@vitrine/core'
import * as v from 'valibot'
import { type GoogleApi, productName } from './api.ts'
import { fileName } from './attributes.ts'
import { inParallel } from './each.ts'
import type { GoogleOffer } from './offer.ts'
import { minorOfGoogle } from './price.ts'

const Price = v.object({ amountMicros: v.string(), currencyCode: v.string() })
const countries = v.optional(v.array(v.string()), [])

/** Schema Product, as far as it is used. */
const Product = v.object({
  name: v.optional(v.string()),
  offerId: v.string(),
  contentLanguage: v.optional(v.string()),
  feedLabel: v.optional(v.string()),
  dataSource: v.optional(v.string()),
  productAttributes: v.optional(
    v.looseObject({ availability: v.optional(v.string()), price: v.optional(Price), salePrice: v.optional(Price) }),
    {},
  ),
  productStatus: v.optional(
    v.object({
      googleExpirationDate: v.optional(v.string()),
      destinationStatuses: v.optional(
        v.array(
          v.object({ approvedCountries: countries, pendingCountries: countries, disapprovedCountries: countries }),
        ),
        [],
      ),
      itemLevelIssues: v.optional(
        v.array(
          v.object({
            code: v.optional(v.string(), 'issue'),
            severity: v.optional(v.string()),
            attribute: v.optional(v.string()),
            detail: v.optional(v.string()),
            resolution: v.optional(v.string()),
          }),
        ),
        [],
      ),
    }),
  ),
})
type Product = v.InferOutput<typeof Product>
const Products = v.object({ products: v.optional(v.array(Product), []), nextPageToken: v.optional(v.string()) })

/** Operation products.get for each. */
export function observe(api: GoogleApi, entries: readonly Entry[]): Promise<readonly Observation<GoogleOffer>[]> {
  return inParallel(entries, async ({ key }): Promise<Observation<GoogleOffer>> => {
    try {
      const path = `/products/v1/${api.account}/products/${productName(api, key)}`
      return observationOf(api, (await api.http.get(path, { output: Product })).body)
    } catch (thrown) {
      if (failureOf(thrown).kind !== 'missing') throw thrown
      return { key, status: 'missing' }
    }
  })
}

/** Operation products.list: those of our data source. */
export async function browse(api: GoogleApi, cursor: string | null) {
  const query = { pageSize: 250, pageToken: cursor ?? undefined }
  const { body } = await api.http.get(`/products/v1/${api.account}/products`, { query, output: Products })
  const { feedLabel, contentLanguage } = api.settings
  const ours = body.products.filter(
    (product) =>
      product.dataSource === api.dataSource &&
      product.feedLabel === feedLabel &&
      product.contentLanguage === contentLanguage,
  )
  return { items: ours.map((product) => observationOf(api, product)), cursor: body.nextPageToken ?? null }
}

/** What is always sent. Google fills in others by itself or by the rules of the account, and that is no drift. */
const COMPARED = ['title', 'description', 'link', 'imageLink'] as const

/** Items end 30 days after they were inserted last (schema ProductStatus, googleExpirationDate); they are sent anew a week before. */
const BEFORE = 7 * DAY

function observationOf({ now }: GoogleApi, product: Product): Observation<GoogleOffer> {
  const { offerId, name, productAttributes, productStatus } = product
  const { price, salePrice, availability } = productAttributes
  const selling = salePrice ?? price
  const amount = selling === undefined ? undefined : minorOfGoogle(selling)
  const there = COMPARED.filter((field) => productAttributes[field] !== undefined)
  return {
    key: offerId,
    status: statusOf(productStatus),
    issues: issuesOf(productStatus),
    shape: Object.fromEntries(there.map((field) => [field, productAttributes[field]])) as Partial<GoogleOffer>,
    ...(Date.parse(productStatus?.googleExpirationDate ?? '') < now() + BEFORE ? { isEnding: true } : {}),
    ...(name === undefined ? {} : { externalId: name }),
    ...(amount === undefined ? {} : { price: amount }),
    ...(availability === 'OUT_OF_STOCK' ? { quantity: 0 } : {}),
  }
}

/** Shown in one country at one place is live; refused everywhere is rejected; before Google looked it is pending. */
function statusOf(status: Product['productStatus']): 'live' | 'pending' | 'rejected' {
  const all = status?.destinationStatuses ?? []
  if (all.some(({ approvedCountries }) => approvedCountries.length > 0)) return 'live'
  if (all.some(({ pendingCountries }) => pendingCountries.length > 0)) return 'pending'
  return all.some(({ disapprovedCountries }) => disapprovedCountries.length > 0) ? 'rejected' : 'pending'
}

function issuesOf(status: Product['productStatus']): readonly Issue[] {
  return (status?.itemLevelIssues ?? []).map(({ code, severity, attribute, detail, resolution }) => ({
    severity: severity === 'DISAPPROVED' ? 'error' : 'warning',
    code,
    message: detail ?? resolution ?? code,
    ...(attribute === undefined ? {} : { field: fileName(attribute) }),
  }))
}
