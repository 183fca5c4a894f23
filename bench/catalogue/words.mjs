/* Words that titles and searches are made of: the fewer there are of a kind, the more products each one finds. */

const words = (/** @type {string} */ text) => text.trim().split(/\s+/)

export const departments = words('Garden Kitchen Workshop')

export const adjectives = words(`
  Sturdy Quiet Folding Narrow Tall Rounded Painted Patient Bright Heavy Modest Northern Summer Morning Broad Little
  Polished Plain Striped Winter`)

export const materials = words('Oak Linen Copper Walnut Steel Cotton Clay Glass Beech Wool Cork Brass')

export const nouns = words(`
  Bench Lantern Kettle Basket Ladder Stool Shelf Trowel Apron Bucket Teapot Blanket Hammer Bowl Crate Table Mirror Broom
  Candle Cushion Clock Drawer Funnel Goblet Hook Jug Kneeler Lamp Mortar Napkin Opener Planter Quilt Rake Saw Tray Urn
  Vase Whisk Yarn`)

const syllables = words('va lo mi ren ka tu sol be dor ni fe gal ho ju per zi')

/**
 * The name of a model: one of 4 096, so that a search for it is selective in a catalogue of any size.
 * @param {number} number
 */
export function modelName(number) {
  const name = [number >> 8, number >> 4, number].map((part) => syllables[part & 15]).join('')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export const models = 4_096
