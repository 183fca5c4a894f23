import { requestProblems, route } from '@vitrine/core/contract'
import * as v from 'valibot'
import {
  BuyerPickup,
  HandOverInput,
  id,
  PickInput,
  PickupAtDesk,
  PickupView,
  ShortInput,
  StoreAvailability,
  StoreHours,
  StoreInput,
  StoreSettings,
  text,
} from './model.ts'
import { problems } from './problems.ts'

const read = { access: 'fulfillment:read' } as const
const write = { access: 'fulfillment:write' } as const
const { conflict } = requestProblems
const step = { ...write, output: PickupView } as const
const stepProblems = [problems.notFound, problems.notAllowed, conflict] as const
const codeProblems = [
  problems.unreadableCode,
  problems.wrongCode,
  problems.tooManyGuesses,
  problems.forgedTicket,
  problems.usedCode,
  problems.wrongStore,
  problems.notReady,
  problems.expiredCode,
  problems.cancelledCode,
  problems.notFound,
] as const

export const contract = {
  productStores: route.get('/products/:handle/stores', {
    query: v.strictObject({ variant: v.optional(id) }),
    output: v.object({ items: v.array(v.object({ variantId: v.string(), stores: v.array(StoreAvailability) })) }),
    problems: [problems.productNotFound],
    summary: 'Where each variant of a product can be collected, and by when',
  }),
  storeHours: route.get('/stores', {
    output: v.object({ items: v.array(StoreHours) }),
    summary: 'Stores where goods are collected, and when they are open',
  }),
  orderPickups: route.get('/orders/:id', {
    query: v.strictObject({ token: v.optional(text(200)) }),
    output: v.object({ items: v.array(BuyerPickup) }),
    summary: 'What the buyer of an order can collect: where, until when, and with which code',
  }),
  nameCollector: route.post('/orders/:id/collector', {
    query: v.strictObject({ token: v.optional(text(200)) }),
    body: v.strictObject({ name: v.nullable(text(100)) }),
    output: v.object({ items: v.array(BuyerPickup) }),
    summary: 'Somebody else collects the goods of an order',
  }),
  pickups: route.get('/pickups', {
    ...read,
    query: v.strictObject({
      location: v.optional(id),
      order: v.optional(text(60)),
      closed: v.optional(v.boolean(), false),
    }),
    output: v.object({ items: v.array(PickupView) }),
    summary:
      'The work of a store in the order in which it was promised, what came to its end there, or the pickups of an order by its number',
  }),
  pickup: route.get('/pickups/:id', { ...read, output: PickupAtDesk, problems: [problems.notFound] }),
  start: route.post('/pickups/:id/start', { ...step, problems: stepProblems, summary: 'Somebody picks it' }),
  pick: route.post('/pickups/:id/picks', {
    ...step,
    body: PickInput,
    problems: [...stepProblems, problems.notOnList, problems.pickedAlready],
    summary: 'A piece was found: by what the scanner read, or by its line',
  }),
  short: route.post('/pickups/:id/shorts', {
    ...step,
    body: ShortInput,
    problems: [...stepProblems, problems.notOnList, problems.tooMany],
    summary: 'Something is not on the shelf: it is paid back, or another store makes it ready',
  }),
  ready: route.post('/pickups/:id/ready', {
    ...step,
    body: v.strictObject({ all: v.optional(v.boolean(), false) }),
    problems: [...stepProblems, problems.notPicked],
    summary: 'It waits at the counter, and the customer gets the code',
  }),
  resend: route.post('/pickups/:id/resend', {
    ...step,
    problems: stepProblems,
    summary: 'Write the message with the code once more',
  }),
  refuse: route.post('/pickups/:id/refusal', {
    ...step,
    body: v.strictObject({ reason: text(500) }),
    problems: stepProblems,
    summary: 'The customer does not take what is left: it goes back, and the money too',
  }),
  check: route.post('/checks', {
    ...write,
    body: v.strictObject({ code: text(300), location: id }),
    output: PickupAtDesk,
    problems: codeProblems,
    summary: 'What a code is for, before anything is handed over',
  }),
  handOver: route.post('/hand-overs', {
    ...write,
    body: HandOverInput,
    output: v.object({ handOverId: v.string(), pickup: PickupView }),
    status: 201,
    problems: [...codeProblems, problems.codeRequired, problems.unpaid, problems.tooMany, conflict],
    summary: 'Goods leave over the counter, all that is left or some lines',
  }),
  undo: route.post('/hand-overs/:id/undo', {
    ...step,
    body: v.strictObject({ note: v.optional(text(500)) }),
    problems: [problems.handOverNotFound, problems.undoTooLate, conflict],
    summary: 'The goods were not taken after all',
  }),
  stores: route.get('/stores', {
    ...read,
    output: v.object({ items: v.array(StoreSettings) }),
    summary: 'Stores where goods are collected, with their hours',
  }),
  changeStore: route.put('/stores/:id', {
    ...write,
    body: StoreInput,
    output: StoreSettings,
    problems: [problems.unknownStore],
    summary:
      'Set hours, preparation time and days for which goods wait; what is left out is as in the settings of the plugin',
  }),
  overview: route.get('/overview', {
    ...read,
    output: v.object({
      waiting: v.number(),
      late: v.number(),
      ready: v.number(),
      endingSoon: v.number(),
    }),
    summary: 'How much work there is in all stores',
  }),
  ofOrder: route.get('/orders/:id/pickups', {
    ...read,
    output: v.object({ items: v.array(PickupView) }),
    summary: 'What of an order is collected, and where',
  }),
}
