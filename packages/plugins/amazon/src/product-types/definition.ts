import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'
import type { AmazonApi } from '../api.ts'
import { resolvedIn, type SchemaNode, withoutWords } from './schema.ts'

/** What Amazon asks of a product type on the connection's marketplace. */
export interface ProductType {
  readonly name: string
  /** Amazon's version of it. */
  readonly version: string
  readonly schema: SchemaNode
}

/** The choices of a part of an attribute's values: the themes of `variation_theme`. */
export function choicesOf(root: SchemaNode, attribute: string, part: string): readonly string[] {
  const list = resolvedIn(root, root.properties?.[attribute] ?? {})
  const node = resolvedIn(root, resolvedIn(root, list.items ?? {}).properties?.[part] ?? {})
  const own = node.enum ?? (node as { readonly anyOf?: readonly SchemaNode[] }).anyOf?.flatMap((one) => one.enum ?? [])
  return (own ?? []).map(String)
}

const Link = v.object({ link: v.object({ resource: v.pipe(v.string(), v.url()) }), checksum: v.string() })

const Definition = v.object({
  productType: v.string(),
  productTypeVersion: v.optional(v.object({ version: v.string() })),
  schema: Link,
})

/** Sets of requirements (Product Type Definitions 2020-09-01, `requirements`): all facts, or an offer on goods that Amazon knows. */
export type RequirementSet = 'LISTING' | 'LISTING_OFFER_ONLY'

/** `LUGGAGE/LISTING`. */
export const requirementsKey = (productType: string, set: RequirementSet) => `${productType}/${set}`

/**
 * Reads a definition and the schema that it links to (`getDefinitionsProductType`). The link is presigned, holds for days, and is fetched
 * without a token.
 */
export async function loadProductType(api: AmazonApi, key: string): Promise<ProductType> {
  const [name = '', set = 'LISTING'] = key.split('/')
  const { body } = await api.seller.get(`/definitions/2020-09-01/productTypes/${encodeURIComponent(name)}`, {
    query: {
      sellerId: api.settings.sellerId,
      marketplaceIds: api.marketplace.id,
      requirements: set,
      requirementsEnforced: 'ENFORCED',
    },
    output: Definition,
    bucket: 'getDefinitionsProductType',
  })
  const { origin, pathname, search } = new URL(body.schema.link.resource)
  const answer = await api.documentsAt(origin).get(`${pathname}${search}`, { bucket: 'documents' })
  if (typeof answer.body !== 'object' || answer.body === null)
    throw channelFailure({ kind: 'temporary', code: 'unreadable', message: `the schema of ${name} is no JSON` })
  return {
    name: body.productType,
    version: body.productTypeVersion?.version ?? body.schema.checksum,
    schema: withoutWords(answer.body),
  }
}

const Found = v.object({
  productTypes: v.array(v.object({ name: v.string(), displayName: v.string() })),
})

/** Product types that fit to words or to the name of an item (`searchDefinitionsProductTypes`). */
export async function searchProductTypes(api: AmazonApi, { keywords, itemName }: ProductTypeSearch) {
  const { body } = await api.seller.get('/definitions/2020-09-01/productTypes', {
    query: {
      marketplaceIds: api.marketplace.id,
      ...(keywords === undefined ? {} : { keywords: keywords.split(/[\s,]+/).join(',') }),
      ...(itemName === undefined ? {} : { itemName }),
    },
    output: Found,
    bucket: 'searchDefinitionsProductTypes',
  })
  return body.productTypes
}

export interface ProductTypeSearch {
  readonly keywords?: string | undefined
  /** Amazon takes either this or keywords. */
  readonly itemName?: string | undefined
}
