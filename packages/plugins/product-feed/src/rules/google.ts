import { APPAREL } from './apparel.ts'
import { type Attribute, dateOf, error, type Rules, type Together, textIn, warning } from './rule.ts'
import { isSaleLower } from './sale.ts'

const text = (longest: number): Attribute => ({ longest })
const words = (...list: string[]): Attribute => ({ words: list })
const yesNo = words('yes', 'no')
const LABELS = [0, 1, 2, 3, 4].map((number) => [`custom_label_${number}`, text(100)] as const)
const DESTINATIONS = [
  'Shopping_ads',
  'Display_ads',
  'Local_inventory_ads',
  'Free_listings',
  'Free_local_listings',
  'YouTube_Shopping',
]

/** The attributes that this plugin writes, as Google's product data specification has them (support.google.com/merchants/answer/7052112). */
export const GOOGLE_ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  id: { isRequired: true, longest: 50 },
  title: { isRequired: true, longest: 150 },
  description: { isRequired: true, longest: 5_000 },
  link: { isRequired: true, form: 'url' },
  mobile_link: { form: 'url' },
  image_link: { isRequired: true, form: 'url' },
  additional_image_link: { form: 'url', most: 10 },
  lifestyle_image_link: { form: 'url', most: 10 },
  video_link: { form: 'url', most: 10 },
  virtual_model_link: { form: 'url' },
  availability: { isRequired: true, words: ['in_stock', 'out_of_stock', 'preorder', 'backorder'] },
  availability_date: { form: 'date', longest: 25 },
  expiration_date: { form: 'date', longest: 25 },
  price: { isRequired: true, form: 'price' },
  sale_price: { form: 'price' },
  sale_price_effective_date: { form: 'interval', longest: 51 },
  unit_pricing_measure: { form: 'measure' },
  unit_pricing_base_measure: { form: 'measure' },
  google_product_category: {},
  product_type: text(750),
  brand: text(70),
  gtin: { form: 'gtin', longest: 14 },
  mpn: text(70),
  identifier_exists: yesNo,
  condition: words('new', 'refurbished', 'used'),
  adult: yesNo,
  multipack: { form: 'whole' },
  is_bundle: yesNo,
  energy_efficiency_class: words('A+++', 'A++', 'A+', 'A', 'B', 'C', 'D', 'E', 'F', 'G'),
  age_group: words('newborn', 'infant', 'toddler', 'kids', 'adult'),
  color: text(100),
  gender: words('male', 'female', 'unisex'),
  material: text(200),
  pattern: text(100),
  size: text(100),
  size_type: { ...words('regular', 'petite', 'maternity', 'big', 'tall', 'plus'), most: 2 },
  size_system: words('US', 'UK', 'EU', 'DE', 'FR', 'JP', 'CN', 'IT', 'BR', 'MEX', 'AU'),
  item_group_id: text(50),
  product_length: { form: 'dimension' },
  product_width: { form: 'dimension' },
  product_height: { form: 'dimension' },
  product_weight: { form: 'weight' },
  product_highlight: { longest: 150, least: 2, most: 100 },
  ads_redirect: { form: 'url', longest: 2_000 },
  ...Object.fromEntries(LABELS),
  promotion_id: { longest: 50, most: 10 },
  excluded_destination: { words: DESTINATIONS, most: DESTINATIONS.length },
  included_destination: { words: DESTINATIONS, most: DESTINATIONS.length },
  pause: words('ads', 'all'),
  shipping_label: text(100),
  shipping_weight: { form: 'weight' },
  shipping_length: { form: 'dimension' },
  shipping_width: { form: 'dimension' },
  shipping_height: { form: 'dimension' },
  max_handling_time: { form: 'whole' },
  min_handling_time: { form: 'whole' },
  return_policy_label: text(100),
  pickup_method: words('buy', 'reserve', 'ship to store', 'not supported'),
  pickup_sla: words('same day', 'next day', '2-day', '3-day', '4-day', '5-day', '6-day', 'multi-week'),
}

const DAY = 86_400_000

/** Of preorders and backorders, at most a year ahead. */
const comesSoon: Together = (row, { now }) => {
  const name = 'availability_date'
  const availability = textIn(row, 'availability')
  if (availability !== 'preorder' && availability !== 'backorder') return undefined
  if (row[name] === undefined) return error('missing', name, `${name} is missing, and needed with ${availability}`)
  const isFar = dateOf(textIn(row, name)) > now + 366 * DAY
  return isFar ? error('too_far', name, `${name} is more than a year ahead`) : undefined
}

const expiresSoon: Together = (row, { now }) => {
  const name = 'expiration_date'
  const date = dateOf(textIn(row, name))
  if (date < now) return error('past', name, `${name} is over, so the item would be withdrawn at once`)
  return date > now + 30 * DAY ? warning('too_far', name, `${name} is more than 30 days ahead, and is cut`) : undefined
}

/** New goods have a brand, and a GTIN or MPN where the maker gave one; what has none says so by identifier_exists. */
const isIdentified: Together = (row) => {
  const has = (name: string) => textIn(row, name) !== ''
  if (textIn(row, 'identifier_exists') === 'no')
    return has('gtin') || (has('mpn') && has('brand'))
      ? error('contradiction', 'identifier_exists', 'identifier_exists is “no”, and there are identifiers')
      : warning('no_identifier', 'gtin', 'there is neither a GTIN nor brand and MPN, so the item is shown less')
  return has('brand') ? undefined : error('missing', 'brand', 'brand is missing, and needed of new goods')
}

const pickupIsWhole: Together = (row) => {
  const method = textIn(row, 'pickup_method')
  if (method === '' || method === 'not supported' || row.pickup_sla !== undefined) return undefined
  return error('missing', 'pickup_sla', 'pickup_sla is missing, and needed with pickup_method')
}

const fewColours: Together = (row) =>
  textIn(row, 'color').split('/').length > 3
    ? warning('too_many', 'color', 'color names more than three colours')
    : undefined

export const GOOGLE: Rules = {
  attributes: GOOGLE_ATTRIBUTES,
  together: [isSaleLower, comesSoon, expiresSoon, isIdentified, APPAREL, pickupIsWhole, fewColours],
}
