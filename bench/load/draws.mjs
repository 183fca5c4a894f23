import { product } from '../catalogue/products.mjs'
import { remembered, seeded, shuffled, zipf } from '../random.mjs'

/** Pages of the list that buyers leaf through. */
export const pages = 50

/**
 * What buyers want, drawn from a seed: products and pages by Zipf's law, words of the products that they think of.
 * @param {{ products: number, seed: number }} source
 */
export function drawsOf({ products, seed }) {
  const random = seeded(seed)
  const famous = fame(products)
  const [place, page] = [zipf(products), zipf(pages)]
  const someProduct = () => product(/** @type {number} */ (famous[place(random())]))
  return {
    product: someProduct,
    page: () => page(random()),
    words: () => wordsOf(someProduct(), random()),
    line: () => {
      const { variants } = someProduct()
      const variant = /** @type {import('../catalogue/products.mjs').Variant} */ (
        variants[Math.floor(random() * variants.length)]
      )
      return { ...variant, quantity: 1 + Math.floor(random() * 3) }
    },
  }
}

/** @typedef {ReturnType<typeof drawsOf>} Draws */

/** Which product is the most wanted, the second and so on: the same in every run and for every program. */
const fame = remembered((products) => shuffled(products, seeded(1)))

/**
 * Broad and narrow searches: a noun finds one product in forty, two words one in some hundreds, a model one in thousands.
 * @param {import('../catalogue/products.mjs').Product} product
 * @param {number} chance
 */
function wordsOf({ title, department }, chance) {
  const [adjective, material, noun, model] = title.split(' ')
  if (chance < 0.3) return String(noun)
  if (chance < 0.5) return `${adjective} ${noun}`
  if (chance < 0.65) return `${material} ${noun}`
  if (chance < 0.7) return `${department} ${noun}`
  return String(model)
}
