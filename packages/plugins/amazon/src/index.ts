/* The door of the plugin. */
import { amazonAt } from './channel.ts'
import { production } from './endpoints.ts'

export { amazonAt } from './channel.ts'
export { contract } from './contract.ts'
export { type Endpoints, production, staticSandbox } from './endpoints.ts'
export { HOOK_HEADER } from './notifications/webhook.ts'

/**
 * Amazon as a window of the shop: listings, stock, prices and orders through the Selling Partner API.
 * @example createCommerce({ plugins: [amazon()] })
 */
export const amazon = amazonAt(production)
