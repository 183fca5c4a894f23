import { seeded } from '../random.mjs'
import { adjectives, departments, materials, modelName, models, nouns } from './words.mjs'

/**
 * One product of the catalogue that both programs sell, in plain words; each program makes rows of it as it likes.
 * @typedef {{ sku: string, size: string, amount: number, weightGrams: number }} Variant
 * @typedef {object} Product
 * @property {string} handle
 * @property {string} title
 * @property {string} dutchTitle
 * @property {string} description
 * @property {string} department handle of its collection
 * @property {string} type
 * @property {string} vendor
 * @property {string[]} tags
 * @property {string} material a choice of the attribute
 * @property {Variant[]} variants
 */

export const sizes = ['Small', 'Medium', 'Large']

/**
 * @template T
 * @param {readonly T[]} list
 * @param {() => number} random
 * @returns {T}
 */
const oneOf = (list, random) => /** @type {T} */ (list[Math.floor(random() * list.length)])

/**
 * The product with this number, always the same.
 * @param {number} number from 0
 * @returns {Product}
 */
export function product(number) {
  const random = seeded(7_919 * (number + 1))
  const [adjective, material, noun, department] = [adjectives, materials, nouns, departments].map((list) =>
    oneOf(list, random),
  )
  const model = modelName(Math.floor(random() * models))
  const title = `${adjective} ${material} ${noun} ${model}`
  const base = 500 + Math.floor(random() * 20_000)
  return {
    handle: `${title.toLowerCase().replaceAll(' ', '-')}-${number}`,
    title,
    dutchTitle: `${noun} ${model}, ${String(material).toLowerCase()}`,
    description: describe({ title, department: String(department), material: String(material) }),
    department: String(department).toLowerCase(),
    type: String(noun),
    vendor: `${modelName(Math.floor(random() * 64) * 61)} & Daughters`,
    tags: [String(department).toLowerCase(), String(material).toLowerCase()],
    material: String(material).toLowerCase(),
    variants: sizes.map((size, at) => ({
      sku: `B${number}-${size.charAt(0)}`,
      size,
      amount: base + at * 350,
      weightGrams: 200 + at * 150,
    })),
  }
}

/** @param {{ title: string, department: string, material: string }} words */
function describe({ title, department, material }) {
  return `${title} for the ${department.toLowerCase()}. Made of ${material.toLowerCase()} by people who take their time, it is meant to be used every day and mended when it needs it. It comes in three sizes, packed in paper, with a card that tells how to look after it.`
}
