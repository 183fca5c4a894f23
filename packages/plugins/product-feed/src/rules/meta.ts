import { type Attribute, error, type Rules, type Together, textIn } from './rule.ts'
import { isSaleLower } from './sale.ts'

const text = (longest: number): Attribute => ({ longest })
const words = (...list: string[]): Attribute => ({ words: list })
const LABELS = [0, 1, 2, 3, 4].map((number) => [`custom_label_${number}`, text(100)] as const)

/** The fields that this plugin writes, as Meta's catalogue has them (developers.facebook.com/docs/commerce-platform/catalog/fields). */
export const META_ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  id: { isRequired: true, longest: 100 },
  title: { isRequired: true, longest: 200 },
  description: { isRequired: true, longest: 9_999 },
  availability: {
    isRequired: true,
    words: ['in stock', 'out of stock', 'preorder', 'available for order', 'discontinued'],
  },
  condition: { isRequired: true, words: ['new', 'refurbished', 'used'] },
  price: { isRequired: true, form: 'price' },
  link: { isRequired: true, form: 'url' },
  image_link: { isRequired: true, form: 'url' },
  additional_image_link: { form: 'url', most: 20 },
  brand: text(100),
  quantity_to_sell_on_facebook: { form: 'whole' },
  google_product_category: text(250),
  fb_product_category: text(250),
  sale_price: { form: 'price' },
  sale_price_effective_date: { form: 'interval' },
  item_group_id: text(100),
  gtin: text(70),
  mpn: text(100),
  color: text(200),
  size: text(200),
  gender: words('female', 'male', 'unisex'),
  age_group: words('adult', 'all ages', 'infant', 'kids', 'newborn', 'teen', 'toddler'),
  material: text(200),
  pattern: text(100),
  shipping_weight: { form: 'weight' },
  product_type: text(750),
  ...Object.fromEntries(LABELS),
  internal_label: text(5_000),
  status: words('active', 'archived'),
}

const isIdentified: Together = (row) =>
  ['brand', 'gtin', 'mpn'].some((name) => textIn(row, name) !== '')
    ? undefined
    : error('missing', 'brand', 'brand is missing; a GTIN or MPN would do, too')

/** Together, in characters. */
const MORE_IMAGES = 2_000

const fewImages: Together = ({ additional_image_link: more = [] }) =>
  typeof more !== 'string' && more.join().length > MORE_IMAGES
    ? error('too_long', 'additional_image_link', `the addresses of more images have over ${MORE_IMAGES} letters`)
    : undefined

export const META: Rules = { attributes: META_ATTRIBUTES, together: [isSaleLower, isIdentified, fewImages] }
