export { requireOrderOfBuyer } from './access.ts'
export { eraseBuyer } from './erase.ts'
export { type OrderFact, orderCancelled, orderEdited, orderPaid, orderPlaced } from './events.ts'
export {
  type ForeignSale,
  foreignOrdersCalled,
  type KnownForeignOrder,
  moveForeignOrder,
  placeForeignOrder,
} from './foreign.ts'
export { changeForeignOrder, type ForeignChange, refundForeignOrder } from './foreign-change.ts'
export { greeting, isOfChannel, mailLine, orderLink } from './mails.ts'
export type {
  AdminOrder,
  DeliverySnapshot,
  FulfillmentStatus,
  OrderOrigin,
  OrderStatus,
  OrderTotals,
  PaymentStatus,
  Purchase,
  PurchaseAdjustment,
  PurchaseLine,
  StoreOrder,
} from './model.ts'
export { countFulfilled, type Sent } from './moves.ts'
export {
  type OrderChangeClaim,
  type OrderClaim,
  type OrderToChange,
  type OrderToPlace,
  orderChanging,
  orderPlacing,
  type Placement,
  type PlacementChange,
} from './placing.ts'
export {
  findOrder,
  linesOf,
  type OrderAggregate,
  type OrderLineRow,
  type OrderRow,
  orderById,
  orderWithLines,
} from './reads.ts'
export { orderLines, orders } from './schema.ts'
export { type Happened, happened, type TimelineKind } from './timeline.ts'
export { wayOf } from './ways.ts'
