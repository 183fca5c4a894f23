import type { Acknowledgement, Entry, Publication } from '@vitrine/core'
import * as v from 'valibot'
import type { AmazonApi } from '../api.ts'
import { Submission, submissionOf } from './answers.ts'
import { itemPath } from './item-path.ts'
import type { Shape } from './shape.ts'

type Mode = Readonly<Record<string, string>>

const isSame = ({ shape, confirmed }: Publication<Shape>) =>
  confirmed !== null &&
  confirmed.productType === shape.productType &&
  JSON.stringify(confirmed.family) === JSON.stringify(shape.family)

/**
 * Puts the parent of a family before its children, once for all of them; it has facts of the product only, no offer (`LISTING_PRODUCT_ONLY`).
 * What Amazon has against a parent is said of each child. Undefined when the child may go.
 */
export function parentsFirst(api: AmazonApi, mode: Mode) {
  const puts = new Map<string, Promise<Acknowledgement>>()
  return async (entry: Publication<Shape>): Promise<Acknowledgement | undefined> => {
    const { family, productType } = entry.shape
    if (family === undefined || isSame(entry)) return undefined
    const put = puts.get(family.sku) ?? putParent(api, { ...family, productType, mode })
    puts.set(family.sku, put)
    const said = await put
    return said.outcome === 'rejected' ? { ...said, key: entry.key } : undefined
  }
}

interface Parent extends NonNullable<Shape['family']> {
  readonly productType: string
  readonly mode: Mode
}

async function putParent(api: AmazonApi, { sku, productType, attributes, mode }: Parent): Promise<Acknowledgement> {
  const { body } = await api.seller.put(itemPath(api, sku), {
    query: { marketplaceIds: api.marketplace.id, includedData: 'issues', ...mode },
    body: { productType, requirements: 'LISTING_PRODUCT_ONLY', attributes },
    output: Submission,
    bucket: 'putListingsItem',
    isRepeatable: true,
  })
  return submissionOf(sku, body)
}

const Related = v.object({
  items: v.array(
    v.object({
      sku: v.string(),
      relationships: v.optional(
        v.array(
          v.object({
            relationships: v.array(v.object({ type: v.string(), parentSkus: v.optional(v.array(v.string()), []) })),
          }),
        ),
        [],
      ),
    }),
  ),
  pagination: v.optional(v.object({ nextToken: v.optional(v.string()) })),
})

/**
 * Parents whose last children are withdrawn go first, so that what is broken off is found again: a child tells its parent (`relationships`), and
 * a parent its children (`variationParentSku`).
 */
export async function endParents(api: AmazonApi, entries: readonly Entry[]): Promise<void> {
  if (api.settings.variations === 'single') return
  const going = entries.map(({ key }) => key)
  const listed = going.filter((sku) => !sku.includes(','))
  if (listed.length === 0) return
  const { items } = await related(api, { identifiersType: 'SKU', identifiers: listed.join(',') })
  for (const parent of new Set(items.flatMap(parentsOf))) {
    const children = await related(api, { variationParentSku: parent })
    const isLast =
      children.pagination?.nextToken === undefined && children.items.every(({ sku }) => going.includes(sku))
    if (isLast) await endItem(api, parent)
  }
}

const parentsOf = ({ relationships }: v.InferOutput<typeof Related>['items'][number]) =>
  relationships
    .flatMap((one) => one.relationships)
    .filter(({ type }) => type === 'VARIATION')
    .flatMap(({ parentSkus }) => parentSkus)

async function related(api: AmazonApi, query: Readonly<Record<string, string>>) {
  const { body } = await api.seller.get(`/listings/2021-08-01/items/${encodeURIComponent(api.settings.sellerId)}`, {
    query: { marketplaceIds: api.marketplace.id, includedData: 'relationships', pageSize: 20, ...query },
    output: Related,
    bucket: 'searchListingsItems',
  })
  return body
}

/** `deleteListingsItem`. */
export async function endItem(api: AmazonApi, sku: string): Promise<Submission> {
  const { body } = await api.seller.delete(itemPath(api, sku), {
    query: { marketplaceIds: api.marketplace.id },
    output: Submission,
    bucket: 'deleteListingsItem',
    isRepeatable: true,
  })
  return body
}
