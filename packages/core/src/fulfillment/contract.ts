import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import { shortText } from '../markets/model.ts'
import { problems as orderProblems } from '../orders/problems.ts'
import {
  FulfillInput,
  FulfillmentOrderSchema,
  FulfillmentOrderStatus,
  FulfillmentSchema,
  HoldInput,
  MoveInput,
  ShipmentSchema,
  TrackingInput,
} from './model.ts'
import { problems } from './problems.ts'

export const store = {
  shipments: route.get('/orders/:id/shipments', {
    query: v.strictObject({ token: v.optional(shortText(200)) }),
    output: v.object({ items: v.array(ShipmentSchema) }),
    problems: [orderProblems.notFound],
    summary: 'What was sent of an order, with its tracking',
  }),
}

const read = { access: 'fulfillment:read' } as const
const change = {
  access: 'fulfillment:write',
  output: FulfillmentOrderSchema,
  problems: [problems.orderNotFound, problems.notAllowed, requestProblems.preconditionFailed],
} as const

export const admin = {
  list: route.get('/fulfillment-orders', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(FulfillmentOrderStatus),
      location: v.optional(shortText(60)),
      order: v.optional(shortText(60)),
    }),
    output: pageOf(FulfillmentOrderSchema),
    summary: 'Work to be sent, oldest first',
  }),
  get: route.get('/fulfillment-orders/:id', {
    ...read,
    output: FulfillmentOrderSchema,
    problems: [problems.orderNotFound],
  }),
  start: route.post('/fulfillment-orders/:id/start', { ...change, summary: 'Somebody picks it' }),
  ready: route.post('/fulfillment-orders/:id/ready', { ...change, summary: 'It waits for the buyer at the counter' }),
  hold: route.post('/fulfillment-orders/:id/hold', {
    ...change,
    body: HoldInput,
    summary: 'Keep it from being sent until it is released',
  }),
  release: route.post('/fulfillment-orders/:id/release', { ...change, summary: 'May be sent again' }),
  move: route.post('/fulfillment-orders/:id/move', {
    ...change,
    body: MoveInput,
    problems: [...change.problems, problems.lineNotFound, problems.tooMany, problems.cannotMove],
    summary: 'Send it, or some of its lines, from another location that has the stock',
  }),
  fulfill: route.post('/fulfillment-orders/:id/fulfillments', {
    access: 'fulfillment:write',
    body: FulfillInput,
    output: FulfillmentSchema,
    status: 201,
    problems: [
      problems.orderNotFound,
      problems.notAllowed,
      problems.lineNotFound,
      problems.tooMany,
      requestProblems.preconditionFailed,
    ],
    summary: 'Goods leave, or are handed over at the counter',
  }),
  listFulfillments: route.get('/orders/:id/fulfillments', {
    ...read,
    output: v.object({ items: v.array(FulfillmentSchema) }),
    problems: [orderProblems.notFound],
  }),
  getFulfillment: route.get('/fulfillments/:id', { ...read, output: FulfillmentSchema, problems: [problems.notFound] }),
  track: route.patch('/fulfillments/:id', {
    access: 'fulfillment:write',
    body: TrackingInput,
    output: FulfillmentSchema,
    problems: [problems.notFound, problems.alreadyCancelled, requestProblems.preconditionFailed],
    summary: 'Set carrier, number or link of a parcel',
  }),
  deliver: route.post('/fulfillments/:id/delivery', {
    access: 'fulfillment:write',
    output: FulfillmentSchema,
    problems: [problems.notFound, problems.alreadyCancelled],
    summary: 'The parcel arrived',
  }),
  cancel: route.post('/fulfillments/:id/cancellation', {
    access: 'fulfillment:write',
    output: FulfillmentSchema,
    problems: [problems.notFound, problems.alreadyCancelled, requestProblems.preconditionFailed],
    summary: 'The parcel did not leave after all: stock and work come back',
  }),
}
