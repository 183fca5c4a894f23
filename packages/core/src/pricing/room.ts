import { inArray, sql } from 'drizzle-orm'
import { lowestPrices, productDeleting, variantPrices } from '../catalog/index.ts'
import { subscription } from '../events/index.ts'
import { job } from '../jobs/index.ts'
import { boundary, contribute, mountable, param, type Room, statement } from '../kernel/index.ts'
import { priceDates } from './boundary.ts'
import { admin } from './contract.ts'
import { followLists, followPrices, lowestEverywhere } from './membership.ts'
import { writeVariantPrices } from './price-service.ts'
import { adminHandlers } from './routes.ts'
import { priceHistory, prices } from './schema.ts'
import { turnPrices } from './turns.ts'

const variantsOf = sql`(select id from product_variants where product_id = ${param('productId')})`
const dropPrices = statement((q) => q.delete(prices).where(inArray(prices.variantId, variantsOf)))
const dropHistory = statement((q) => q.delete(priceHistory).where(inArray(priceHistory.variantId, variantsOf)))

export const pricingRoom: Room = {
  id: 'pricing',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(boundary, priceDates),
    contribute(variantPrices, writeVariantPrices),
    contribute(productDeleting, ({ productId }) => [dropPrices({ productId }), dropHistory({ productId })]),
    contribute(lowestPrices, lowestEverywhere),
    contribute(subscription, followPrices),
    contribute(subscription, followLists),
    contribute(job, { name: 'pricing/turns', every: '1m', run: turnPrices }),
  ],
}
