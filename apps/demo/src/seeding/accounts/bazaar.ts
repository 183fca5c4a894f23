import type { SeedProduct, SeedVariant } from '../../seed/index.ts'
import type { Account, Overrides } from './account.ts'

const webhookSecret = `whsec_${Buffer.from('the bazaar tells the demo of its orders').toString('base64')}`

/**
 * The shop's stall on the Bazaar. Most goods fit as they are; some need a word of their own there; and three kinds are refused, so that one sees
 * how that looks: skeps take no frames, which hives must name (told before any call), colonies are animals, and pollen may not promise health.
 */
export const bazaar: Account = {
  connect: {
    channel: 'bazaar',
    name: 'Bazaar',
    settings: { market: 'nl' },
    credentials: { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret', webhookSecret },
    market: 'nl',
    language: 'en',
  },
  mappings: {
    category: { hives: 'hives', clothing: 'clothing', honey: 'food', '*': 'tools' },
    attribute: { 'frame-standard': 'frame' },
  },
  overrides: (product, variant) => BY_PRODUCT[product.handle] ?? contentOf(product, variant),
  hook: { action: 'setHook', input: (url) => ({ market: 'nl', client: 'bazaar-demo', url, secret: webhookSecret }) },
}

const BY_PRODUCT: Readonly<Record<string, Overrides>> = {
  'hive-stand': { category: 'tools' },
  'kids-bee-suit': { category: 'other' },
  'veil-hat': { attributes: { size: 'One size' } },
  'nucleus-colony': { category: 'livestock' },
  'bee-pollen': {
    description: 'Dried at low heat. An old saying has it that a spoonful a day cures a tired spring.',
    attributes: { net_weight: '250', unit: 'g' },
  },
}

/** Food tells its net weight, which the shop has for the price by the kilogram. */
function contentOf({ category }: SeedProduct, { measure }: SeedVariant): Overrides | undefined {
  if (category !== 'honey' || measure === undefined) return undefined
  return { attributes: { net_weight: String(measure.quantity), unit: measure.unit } }
}
