/*
 * What the measurements use from inside the core, as it was built. Types come from the source, so that nothing has to be built to check them.
 */

/** @type {typeof import('../../packages/core/src/testing/inside.ts')} */
const inside = await import(new URL('../../packages/core/dist/testing/inside.js', import.meta.url).href)

export const {
  changeContact,
  checkInvariants,
  chooseDelivery,
  choosePayment,
  commands,
  completeCartOf,
  createCart,
  fold,
  hold,
  insertInto,
  planHold,
  resolveStore,
  run,
  systemContext,
} = inside
