import type { Kit } from '@vitrine/core/testing'
import type { Fault } from './state.ts'

type Attributes = Readonly<Record<string, unknown>>

/** What ingestion asks of every item (Pinterest's catalogue guide). */
const REQUIRED = ['title', 'description', 'link', 'image_link', 'price', 'availability']
const WORDS: Readonly<Record<string, readonly string[]>> = {
  availability: ['in stock', 'out of stock', 'preorder'],
  condition: ['new', 'used', 'refurbished'],
  gender: ['male', 'female', 'unisex'],
  age_group: ['newborn', 'infant', 'toddler', 'kids', 'adult'],
}
const LENGTHS: Readonly<Record<string, number>> = { title: 500, description: 10_000, link: 511, image_link: 2_000 }
const PRICE = /^\d+(\.\d+)?\s?([A-Z]{3})?$/

/** Why the catalogue does not take an item; empty when it does. The knob `rejections` adds to Pinterest's own rules. */
export function faultsOf(kit: Kit, attributes: Attributes): readonly Fault[] {
  return [
    ...REQUIRED.filter((name) => textOf(attributes[name]) === '').map((name) => fault(name, 101, `${name} is missing`)),
    ...Object.entries(LENGTHS)
      .filter(([name, most]) => textOf(attributes[name]).length > most)
      .map(([name]) => fault(name, 102, `${name} is too long`)),
    ...Object.entries(WORDS)
      .filter(
        ([name, words]) => attributes[name] !== undefined && !words.includes(textOf(attributes[name]).toLowerCase()),
      )
      .map(([name]) => fault(name, 103, `${name} is not supported`)),
    ...['price', 'sale_price']
      .filter((name) => textOf(attributes[name]) !== '' && !PRICE.test(textOf(attributes[name])))
      .map((name) => fault(name, 104, `${name} cannot be read`)),
    ...rejectionsOf(kit, attributes),
  ]
}

function rejectionsOf(kit: Kit, attributes: Attributes): readonly Fault[] {
  const text = `${textOf(attributes.title)} ${textOf(attributes.description)}`.toLowerCase()
  const category = textOf(attributes.google_product_category)
  return kit
    .knobs()
    .rejections.filter((rule) => rule.category === undefined || rule.category === category)
    .filter((rule) => rule.word === undefined || text.includes(rule.word.toLowerCase()))
    .map((rule) => fault(rule.field ?? 'title', Number(rule.code) || 100, rule.message))
}

const fault = (attribute: string, code: number, message: string): Fault => ({ attribute, code, message })

const textOf = (value: unknown): string =>
  Array.isArray(value) ? textOf(value[0]) : typeof value === 'string' ? value : ''
