import { PRODUCTS } from '../seed/index.ts'
import { seedAttributes } from './attributes.ts'
import { ALL_COLLECTIONS, seedCollections } from './collections.ts'
import { seedDelivery } from './delivery.ts'
import { drawingsOf, scenesOf, seedPictures } from './pictures.ts'
import { seedLocations, seedMarkets } from './places.ts'
import { seedProducts } from './products.ts'
import type { Say } from './progress.ts'
import type { Shop } from './shop.ts'
import { seedStock } from './stock.ts'

export { type Shop, shopOf } from './shop.ts'

/** True when the last step of seeding was done before. */
export async function isSeeded({ admin }: Shop): Promise<boolean> {
  const { items } = await admin.stock.levels({ query: { limit: 1 } })
  return items.length > 0
}

/** Fills an empty shop through the doors that staff have. Interrupted, it begins anew and keeps what is there. */
export async function seed(shop: Shop, say: Say): Promise<void> {
  const { admin } = shop
  say('Opening the shop (once)\n')
  await seedMarkets(admin)
  const locations = await seedLocations(admin)
  await seedDelivery(admin, locations)
  await seedAttributes(admin)
  const drawings = [...PRODUCTS.flatMap(drawingsOf), ...scenesOf(ALL_COLLECTIONS)]
  const pictures = await seedPictures(shop, { drawings, say })
  await seedProducts(shop, { pictures, say })
  await seedCollections(shop, { pictures, say })
  await seedStock(shop, say)
  say('  lists and search …\n')
  await shop.idle()
}
