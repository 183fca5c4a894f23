import type { Entry, Observation } from '@vitrine/core'
import * as v from 'valibot'
import type { Api } from '../api.ts'
import { isByFile } from '../feeds/feed.ts'
import { minorOf } from './price.ts'
import { issuesOf, Told } from './receipts.ts'
import { RetailItem } from './retail-item.ts'

const Shown = v.looseObject({
  price: v.nullish(v.string()),
  sale_price: v.nullish(v.string()),
  availability: v.nullish(v.string()),
  image_link: v.nullish(v.union([v.string(), v.array(v.string())])),
})

/** Schemas CatalogsRetailItemResponse and CatalogsRetailItemErrorResponse. */
const Answer = v.object({
  items: v.optional(
    v.array(
      v.object({
        item_id: v.optional(v.string()),
        attributes: v.nullish(Shown),
        pins: v.nullish(v.array(v.object({ id: v.string() }))),
        errors: v.nullish(v.array(Told)),
      }),
    ),
    [],
  ),
})
type ItemAnswer = v.InferOutput<typeof Answer>['items'][number]

/** What the catalogue shows of items, with the reasons of those that it refused (operation items/post). */
export async function observe(api: Api, entries: readonly Entry[]): Promise<readonly Observation<RetailItem>[]> {
  const { country, locale, catalogId } = api.settings
  const { body } = await api.http.post('/catalogs/items', {
    query: api.acting,
    body: {
      country,
      language: locale,
      filters: {
        catalog_type: 'RETAIL',
        item_ids: entries.map(({ key }) => key),
        ...(catalogId === undefined ? {} : { catalog_id: catalogId }),
      },
    },
    output: Answer,
    bucket: 'catalogs_read',
    isRepeatable: true,
  })
  const told = new Map(body.items.map((item) => [item.item_id, item]))
  return entries.map((entry) => observationOf(entry, told.get(entry.key), isByFile(api.settings)))
}

/** What comes with a file may be shown long after the file was taken: what was never seen there is waited for. */
function observationOf(
  { key, externalId }: Entry,
  item: ItemAnswer | undefined,
  isFiled: boolean,
): Observation<RetailItem> {
  if (item === undefined) return { key, status: isFiled && externalId === null ? 'pending' : 'missing' }
  const issues = issuesOf(item.errors, 'error')
  const { attributes } = item
  if (attributes === null || attributes === undefined)
    return { key, status: issues.length > 0 ? 'rejected' : 'missing', issues }
  const [pin] = item.pins ?? []
  const selling = minorOf(attributes.sale_price ?? attributes.price ?? '')
  return {
    key,
    status: issues.length > 0 ? 'rejected' : 'live',
    issues,
    shape: shapeOf(attributes),
    ...(selling === undefined ? {} : { price: selling.amount }),
    ...(attributes.availability?.toLowerCase() === 'out of stock' ? { quantity: 0 } : {}),
    ...(pin === undefined ? {} : { externalId: pin.id, url: `https://www.pinterest.com/pin/${pin.id}/` }),
  }
}

/** The attributes that this shop sends; the catalogue has others, and tells the main picture as a list. */
function shapeOf({ image_link, ...attributes }: v.InferOutput<typeof Shown>): Partial<RetailItem> {
  const main = Array.isArray(image_link) ? image_link[0] : (image_link ?? undefined)
  const all = Object.entries({ ...attributes, image_link: main })
  const known = all.filter(([name, value]) => name in RetailItem.entries && value !== null && value !== undefined)
  return Object.fromEntries(known) as Partial<RetailItem>
}
