export { defineEvent, type Emitted, EVENTS, type EventType, emit, type RecordedEvent } from './event.ts'
export { on, type Subscription, type SubscriptionOptions, subscription } from './subscription.ts'
