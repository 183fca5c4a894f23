import { gtinFault } from './gtin.ts'
import { dateOf, type Form } from './rule.ts'

const PRICE = /^\d+(\.\d{1,3})? [A-Z]{3}$/
const WEIGHT = /^(\d+(?:\.\d+)?) ?(kg|g|lb|oz)$/
const DIMENSION = /^(\d+(?:\.\d+)?) ?(cm|in)$/
const MEASURE =
  /^\d+(\.\d+)? ?(oz|lb|mg|g|kg|floz|pt|qt|gal|ml|cl|l|cbm|in|ft|yd|cm|m|sqft|sqm|ct|load|wash|roll|sheet|pod)$/
const URL_LENGTH = 2_000
const KILOS: Readonly<Record<string, number>> = { kg: 1, g: 0.001, lb: 0.453_592_37, oz: 0.028_349_523 }

type Fault = (text: string) => string | undefined

const must =
  (words: string, isRight: (text: string) => boolean): Fault =>
  (text) =>
    isRight(text) ? undefined : words

/** What is wrong with how a value is written; undefined when nothing is. */
export const FORMS: Readonly<Record<Form, Fault>> = {
  url: must(`must be an absolute http or https address of at most ${URL_LENGTH} letters, without spaces`, isAddress),
  price: must('must be like 12.50 EUR', (text) => PRICE.test(text)),
  gtin: (text) => gtinFault(text),
  date: must('must be a date as in ISO 8601', (text) => !Number.isNaN(dateOf(text))),
  interval: must('must be two ISO 8601 dates with a slash between, the earlier first', isInterval),
  whole: must('must be a whole number', (text) => /^\d{1,9}$/.test(text)),
  weight: must('must be up to 2000 kg, with kg, g, lb or oz', isWeight),
  dimension: must('must be 1 to 3000 cm or in', isDimension),
  measure: must('must be a number with a unit, like 750 ml', (text) => MEASURE.test(text)),
}

function isAddress(text: string): boolean {
  return text.length <= URL_LENGTH && /^https?:\/\/[^\s/]/.test(text) && !/\s/.test(text) && URL.canParse(text)
}

function isInterval(text: string): boolean {
  const [start = '', end = '', ...more] = text.split('/')
  return more.length === 0 && dateOf(start) < dateOf(end)
}

function isWeight(text: string): boolean {
  const [, amount = '', unit = ''] = WEIGHT.exec(text) ?? []
  return amount !== '' && Number(amount) * (KILOS[unit] ?? Number.NaN) <= 2_000
}

function isDimension(text: string): boolean {
  const [, amount = ''] = DIMENSION.exec(text) ?? []
  return amount !== '' && Number(amount) >= 1 && Number(amount) <= 3_000
}
