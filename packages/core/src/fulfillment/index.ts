export { type FulfillmentFact, fulfillmentCancelled, fulfillmentMoved, orderShipped, readyForPickup } from './events.ts'
