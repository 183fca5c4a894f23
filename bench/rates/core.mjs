/*
 * What the measurements use from inside the core, as it was built. Types come from the source, so that nothing has to be built to check them.
 */

/** @param {string} path */
const built = (path) => import(new URL(`../../packages/core/dist/${path}.js`, import.meta.url).href)

/** @type {Pick<typeof import('../../packages/core/src/kernel/index.ts'), 'commands' | 'insertInto' | 'run' | 'systemContext'>} */
export const { commands, insertInto, run, systemContext } = await built('kernel/index')
/** @type {Pick<typeof import('../../packages/core/src/integrity/index.ts'), 'checkInvariants'>} */
export const { checkInvariants } = await built('integrity/index')
/** @type {Pick<typeof import('../../packages/core/src/inventory/index.ts'), 'hold' | 'planHold'>} */
export const { hold, planHold } = await built('inventory/index')
/** @type {Pick<typeof import('../../packages/core/src/markets/index.ts'), 'resolveStore'>} */
export const { resolveStore } = await built('markets/index')
/** @type {Pick<typeof import('../../packages/core/src/carts/index.ts'), 'chooseDelivery' | 'createCart'>} */
export const { chooseDelivery, createCart } = await built('carts/index')
/** @type {Pick<typeof import('../../packages/core/src/carts/contact.ts'), 'changeContact'>} */
export const { changeContact } = await built('carts/contact')
/** @type {Pick<typeof import('../../packages/core/src/payments/index.ts'), 'choosePayment'>} */
export const { choosePayment } = await built('payments/index')
/** @type {Pick<typeof import('../../packages/core/src/orders/complete.ts'), 'completeCartOf'>} */
export const { completeCartOf } = await built('orders/complete')
