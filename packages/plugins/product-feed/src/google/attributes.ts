import type { Row } from '../rules/rule.ts'
import { dateOf } from '../rules/rule.ts'

type Convert = (values: readonly string[]) => unknown

const first: Convert = ([text = '']) => text
const all: Convert = (values) => [...values]
const yes: Convert = ([text]) => text === 'yes'
const word = (text: string) => text.toUpperCase().replaceAll(/[ -]/g, '_')
const upper: Convert = ([text = '']) => word(text)
const uppers: Convert = (values) => values.map(word)
const date: Convert = ([text = '']) => new Date(dateOf(text)).toISOString()

/** `900 g`, `2.5cm`. */
const measure: Convert = ([text = '']) => {
  const [, value, unit] = /^([\d.]+) ?(.+)$/.exec(text) ?? []
  return { value: Number(value), unit }
}
/** The base of unit prices is a whole number, which the API has as text. */
const wholeMeasure: Convert = (values) => {
  const { value, unit } = measure(values) as { readonly value: number; readonly unit: string }
  return { value: String(Math.round(value)), unit }
}
const interval: Convert = ([text = '']) => {
  const [start = '', end = ''] = text.split('/')
  return { startTime: new Date(dateOf(start)).toISOString(), endTime: new Date(dateOf(end)).toISOString() }
}
const energy: Convert = ([text = '']) => text.replaceAll('+', 'P')
const DAYS: Readonly<Record<string, string>> = { 2: 'TWO', 3: 'THREE', 4: 'FOUR', 5: 'FIVE', 6: 'SIX', 7: 'SEVEN' }
const sla: Convert = ([text = '']) => word(text).replace(/^\d/, (digit) => DAYS[digit] ?? digit)

/** Attributes that are not the same text under the same name in camel case (schema ProductAttributes). */
const OTHERS: Readonly<Record<string, readonly [name: string, convert: Convert]>> = {
  additional_image_link: ['additionalImageLinks', all],
  lifestyle_image_link: ['lifestyleImageLinks', all],
  video_link: ['videoLinks', all],
  gtin: ['gtins', all],
  product_type: ['productTypes', all],
  product_highlight: ['productHighlights', all],
  promotion_id: ['promotionIds', all],
  size_type: ['sizeTypes', uppers],
  excluded_destination: ['excludedDestinations', uppers],
  included_destination: ['includedDestinations', uppers],
  adult: ['adult', yes],
  is_bundle: ['isBundle', yes],
  identifier_exists: ['identifierExists', yes],
  condition: ['condition', upper],
  gender: ['gender', upper],
  age_group: ['ageGroup', upper],
  size_system: ['sizeSystem', upper],
  pause: ['pause', upper],
  pickup_method: ['pickupMethod', upper],
  pickup_sla: ['pickupSla', sla],
  energy_efficiency_class: ['energyEfficiencyClass', energy],
  availability_date: ['availabilityDate', date],
  expiration_date: ['expirationDate', date],
  sale_price_effective_date: ['salePriceEffectiveDate', interval],
  unit_pricing_measure: ['unitPricingMeasure', measure],
  unit_pricing_base_measure: ['unitPricingBaseMeasure', wholeMeasure],
  ...Object.fromEntries(
    ['length', 'width', 'height', 'weight'].flatMap((side) => [
      [`product_${side}`, [camel(`product_${side}`), measure]],
      [`shipping_${side}`, [camel(`shipping_${side}`), measure]],
    ]),
  ),
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The API's name of an attribute of files. */
export const apiName = (name: string) => OTHERS[name]?.[0] ?? camel(name)

/** Prices and availability travel by themselves; the id is the name of the input. */
const APART = new Set(['id', 'price', 'sale_price', 'availability'])

/** A row of a file as `productAttributes` of the API. */
export function attributesOf(row: Row): Record<string, unknown> {
  const told = Object.entries(row).filter(([name]) => !APART.has(name))
  return Object.fromEntries(
    told.map(([name, value]) => {
      const [, convert = first] = OTHERS[name] ?? []
      return [apiName(name), convert(typeof value === 'string' ? [value] : value)]
    }),
  )
}

/** In a message of Google, `image link` and `imageLink` are `image_link`. */
export const fileName = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll(/[ -]/g, '_')

/** Schema PickupMethod and PickupSla of local inventories. */
export const pickupOf = ({
  method,
  sla: soon,
}: {
  readonly method?: string | undefined
  readonly sla?: string | undefined
}) => ({
  ...(method === undefined ? {} : { pickupMethod: word(method) }),
  ...(soon === undefined ? {} : { pickupSla: sla([soon]) as string }),
})
