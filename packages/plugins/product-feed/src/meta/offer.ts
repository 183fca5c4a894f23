import type { Item, Unmappable } from '@vitrine/core'
import * as v from 'valibot'
import { fieldsOf } from '../offers/fields.ts'
import { judgedForMeta, metaAvailability } from '../offers/meta-row.ts'
import { laterOf } from '../offers/told.ts'
import { META_ATTRIBUTES } from '../rules/meta.ts'
import type { Row } from '../rules/rule.ts'
import type { MetaSettings } from './settings.ts'

const AFTERWARDS = ['preorder', 'available for order', 'discontinued'] as const

/** Meta's fields in our words, those of files, of batches and of reads. */
export const META_FIELDS = {
  ...fieldsOf(Object.keys(META_ATTRIBUTES)),
  name: 'product.title',
  url: 'product.handle',
  image: 'product.pictures',
  inventory: 'quantity',
}

/** `data` of a batch without what travels by itself. `availability` only says what is so when there are none. */
export const MetaOffer = v.looseObject({
  title: v.string(),
  description: v.string(),
  link: v.string(),
  image: v.array(v.object({ url: v.string() })),
  availability: v.optional(v.picklist(AFTERWARDS)),
})
export type MetaOffer = v.InferOutput<typeof MetaOffer>

/** An item in the words of batches, or everything that Meta would refuse about it. */
export function metaOffer(item: Item, { settings }: { readonly settings: MetaSettings }): MetaOffer | Unmappable {
  const { row, issues } = judgedForMeta(item, { condition: settings.condition, country: '', now: 0 })
  const errors = issues.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? { issues: errors } : v.parse(MetaOffer, dataOf(row, item))
}

/** They travel by themselves, or otherwise: batches have pictures as one list, and counts as `inventory`. */
const APART = [
  'id',
  'price',
  'sale_price',
  'availability',
  'quantity_to_sell_on_facebook',
  'image_link',
  'additional_image_link',
]

function dataOf(row: Row, item: Item): Record<string, unknown> {
  const data = Object.entries(row).filter(([name]) => !APART.includes(name))
  const urls = [row.image_link ?? '', row.additional_image_link ?? []].flat()
  const later = metaAvailability(0, laterOf(item))
  return {
    ...Object.fromEntries(data),
    image: urls.map((url) => ({ url })),
    ...(later === 'out of stock' ? {} : { availability: later }),
  }
}

export function availabilityOf(quantity: number, { availability }: Pick<MetaOffer, 'availability'>): string {
  return metaAvailability(quantity, availability?.replaceAll(' ', '_'))
}
