export {
  type AdjustableCart,
  type Adjustment,
  adjuster,
  type CartAdjuster,
  cartAdjustments,
} from './adjustments.ts'
export type { LookedAt } from './change.ts'
export { missingFrom } from './complete.ts'
export type { CartInput, CartView, ChosenDelivery, DeliveryInput, DeliveryPart, LineInput } from './model.ts'
export { agreeToPrices, completeCart, freezeCart, reopenCart } from './moves.ts'
export { problems as cartProblems } from './problems.ts'
export { isHeld, type QuotedCart, type QuotedLine, requireForSale } from './quote.ts'
export { chooseDelivery, createCart, lookAtCart, renewHold } from './service.ts'
export { type CartRow, cartById, requireOpen } from './snapshot.ts'
export { requireToken } from './token.ts'
export type { LineTotals, Totals } from './totals.ts'
