export { type FulfillmentFact, fulfillmentCancelled, orderShipped, readyForPickup } from './events.ts'
