import { product } from '../catalogue/products.mjs'
import { createClient, expectJson } from '../load/client.mjs'
import { drawsOf } from '../load/draws.mjs'
import { buy } from '../load/operations.mjs'

/**
 * @typedef {{ handle: string, title: string, price: { amount: number }, available: boolean, priceVaries: boolean, variants: Shown[] }} Item
 * @typedef {{ sku: string, title: string, price: { amount: number }, available: boolean, options: { value: string }[] }} Shown
 */

/**
 * Asks a program for everything that will be measured, and compares the answers with the catalogue as a careful buyer would.
 * Throws at the first difference.
 * @param {object} asked
 * @param {Pick<import('../servers/programs.mjs').Server, 'name' | 'url'>} asked.server
 * @param {string} asked.key
 * @param {number} asked.products
 * @param {number} asked.seed
 */
export async function verify({ server, key, products, seed }) {
  const { ask, close } = createClient({ url: server.url, key, connections: 1 })
  const get = async (/** @type {string} */ path) => expectJson(await ask({ path }), 200)
  const draws = drawsOf({ products, seed })
  try {
    await verifyList(get, products)
    for (let times = 0; times < 20; times += 1) {
      await verifyProduct(get, draws.product())
      await verifySearch(get, { words: draws.words(), products })
      const line = draws.line()
      const order = await buy(ask, line)
      equal(
        'the order',
        [order.lines.length, order.lines[0].sku, order.lines[0].quantity],
        [1, line.sku, line.quantity],
      )
    }
  } catch (error) {
    throw new Error(`${server.name}: ${error instanceof Error ? error.message : error}`)
  } finally {
    close()
  }
}

/** @typedef {(path: string) => Promise<any>} Get */

/**
 * The first three pages: the newest products, in order, none twice.
 * @param {Get} get
 * @param {number} products
 */
async function verifyList(get, products) {
  let [cursor, number] = ['', products]
  for (let page = 0; page < 3 && number > 0; page += 1) {
    const { items, next } = await get(`/store/products?limit=20${cursor}`)
    equal('the length of a page', items.length, Math.min(20, number))
    for (const item of items) {
      number -= 1
      verifyItem(item, product(number))
    }
    equal('the end of the list', next === null, number === 0)
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
}

/**
 * @param {Get} get
 * @param {import('../catalogue/products.mjs').Product} expected
 */
async function verifyProduct(get, expected) {
  const shown = await get(`/store/products/${expected.handle}`)
  verifyItem(shown, expected)
  equal('the description', shown.description, expected.description)
  equal('the collection', shown.collections[0].handle, expected.department)
  equal('the material', shown.attributes[0].values[0].toLowerCase(), expected.material)
}

/**
 * Every product that is found has all words in its title or, as a department, beside it; and a page is as full as the catalogue makes it.
 * @param {Get} get
 * @param {{ words: string, products: number }} asked
 */
async function verifySearch(get, { words, products }) {
  const { items } = await get(`/store/products?limit=20&q=${encodeURIComponent(words)}`)
  const wanted = words.toLowerCase().split(' ')
  const fits = (/** @type {string} */ text) => wanted.every((word) => text.toLowerCase().includes(word))
  for (const item of items) {
    const expected = product(Number(item.handle.split('-').at(-1)))
    verifyItem(item, expected)
    if (!fits(`${expected.title} ${expected.department} ${expected.vendor}`))
      throw new Error(`a search for ${words} finds ${item.title}`)
  }
  let least = 0
  for (let number = 0; number < products && least < 20; number += 1) {
    const { title, department } = product(number)
    if (fits(`${title} ${department}`)) least += 1
  }
  if (items.length < least) throw new Error(`a search for ${words} finds ${items.length}, there are ${least}`)
}

/**
 * @param {Item} item
 * @param {import('../catalogue/products.mjs').Product} expected
 */
function verifyItem(item, { handle, title, variants }) {
  const amounts = variants.map(({ amount }) => amount)
  equal('a product', [item.handle, item.title], [handle, title])
  equal('its price', [item.price.amount, item.priceVaries, item.available], [Math.min(...amounts), true, true])
  equal(
    'its variants',
    item.variants.map((one) => [one.sku, one.title, one.price.amount, one.available, one.options[0]?.value]),
    variants.map(({ sku, size, amount }) => [sku, size, amount, true, size]),
  )
}

/**
 * @param {string} what
 * @param {unknown} found
 * @param {unknown} expected
 */
function equal(what, found, expected) {
  const [is, must] = [JSON.stringify(found), JSON.stringify(expected)]
  if (is !== must) throw new Error(`${what} is ${is} instead of ${must}`)
}
