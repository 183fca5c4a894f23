import * as v from 'valibot'
import { problems as carts } from '../carts/problems.ts'
import { problems as stock } from '../inventory/problems.ts'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import { shortText } from '../markets/model.ts'
import { problems as markets } from '../markets/problems.ts'
import { problems as payments } from '../payments/problems.ts'
import { CancelInput, CompletionSchema, EditInput, NoteInput, OrderPatch, ResolutionInput } from './actions.ts'
import { DraftInput, DraftPatch, DraftSchema } from './draft.ts'
import {
  AdminOrderSchema,
  FulfillmentStatusSchema,
  OrderStatusSchema,
  OrderSummarySchema,
  PaymentStatusSchema,
  StoreOrderSchema,
  TaskSchema,
  TimelineEntrySchema,
} from './model.ts'
import { problems } from './problems.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())

/** Filters of the order book; dates are ISO 8601 instants, `q` looks at number, email and names. */
const orderFilters = {
  status: v.optional(OrderStatusSchema),
  payment: v.optional(PaymentStatusSchema),
  fulfillment: v.optional(FulfillmentStatusSchema),
  channel: v.optional(shortText(100)),
  market: v.optional(shortText(100)),
  customer: v.optional(shortText(100)),
  number: v.optional(shortText(50)),
  email: v.optional(shortText(320)),
  from: v.optional(instant),
  to: v.optional(instant),
  q: v.optional(shortText(200)),
}

export const store = {
  complete: route.post('/carts/:id/complete', {
    output: CompletionSchema,
    also: [202],
    problems: [
      requestProblems.conflict,
      carts.notFound,
      carts.incomplete,
      carts.notForSale,
      carts.completing,
      stock.insufficient,
      payments.required,
      payments.amountChanged,
      payments.declined,
    ],
    summary: 'Buy what is in the cart; 202 while the payment is not decided',
  }),
  mine: route.get('/customers/me/orders', {
    query: v.strictObject(pageQuery),
    output: pageOf(OrderSummarySchema),
    access: 'customer',
    summary: 'Orders of the signed-in customer, newest first',
  }),
  get: route.get('/orders/:id', {
    query: v.strictObject({ token: v.optional(shortText(200)) }),
    output: StoreOrderSchema,
    problems: [problems.notFound],
    summary: 'An order, by its own token or for the customer who is signed in',
  }),
}

const write = { access: 'orders:write' } as const
const read = { access: 'orders:read' } as const

export const admin = {
  list: route.get('/orders', {
    ...read,
    query: v.strictObject({ ...pageQuery, ...orderFilters }),
    output: pageOf(OrderSummarySchema),
    summary: 'The order book, newest first',
  }),
  export: route.download('/orders/export', {
    answers: ['application/x-ndjson'],
    ...read,
    query: v.strictObject(orderFilters),
    summary: 'Orders with their lines, one JSON document per line',
  }),
  get: route.get('/orders/:id', {
    ...read,
    output: AdminOrderSchema,
    problems: [problems.notFound],
    summary: 'An order with its money, where it ships from and why, and what happened',
  }),
  timeline: route.get('/orders/:id/timeline', {
    ...read,
    query: v.strictObject(pageQuery),
    output: pageOf(TimelineEntrySchema),
    problems: [problems.notFound],
    summary: 'What happened to an order, newest first',
  }),
  update: route.patch('/orders/:id', {
    ...write,
    body: OrderPatch,
    output: AdminOrderSchema,
    problems: [problems.notFound, problems.notAllowed, requestProblems.preconditionFailed],
    summary: 'Change where an order goes and how its buyer is reached',
  }),
  edit: route.post('/orders/:id/edits', {
    ...write,
    body: EditInput,
    output: AdminOrderSchema,
    problems: [
      problems.notFound,
      problems.lineNotFound,
      problems.notAllowed,
      problems.alreadyFulfilled,
      stock.insufficient,
      problems.lastLine,
      problems.nothingToChange,
      requestProblems.preconditionFailed,
    ],
    summary: 'Add lines, remove lines or change quantities of what was not sent yet',
  }),
  cancel: route.post('/orders/:id/cancellation', {
    ...write,
    body: CancelInput,
    output: AdminOrderSchema,
    problems: [
      problems.notFound,
      problems.lineNotFound,
      problems.notAllowed,
      problems.alreadyFulfilled,
      requestProblems.preconditionFailed,
    ],
    summary: 'Cancel an order or some of its lines: stock is freed, money given back',
  }),
  note: route.post('/orders/:id/notes', {
    ...write,
    body: NoteInput,
    output: AdminOrderSchema,
    problems: [problems.notFound],
    summary: 'Write a note for colleagues on the timeline',
  }),
  awaitRest: route.post('/orders/:id/payment-requests', {
    ...write,
    output: AdminOrderSchema,
    problems: [problems.notFound, payments.nothingToPay, requestProblems.preconditionFailed],
    summary: 'Await what the buyer owes since an edit; it is captured like any payment when it has come',
  }),
  listDrafts: route.get('/order-drafts', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(v.picklist(['open', 'completed', 'discarded'])) }),
    output: pageOf(DraftSchema),
    summary: 'Drafts, newest first',
  }),
  createDraft: route.post('/order-drafts', {
    ...write,
    body: DraftInput,
    output: DraftSchema,
    status: 201,
    problems: [requestProblems.invalid, markets.unknownMarket, markets.unknownCurrency, markets.unknownChannel],
    summary: 'Start an order for a buyer on the phone',
  }),
  getDraft: route.get('/order-drafts/:id', { ...read, output: DraftSchema, problems: [problems.draftNotFound] }),
  updateDraft: route.patch('/order-drafts/:id', {
    ...write,
    body: DraftPatch,
    output: DraftSchema,
    problems: [problems.draftNotFound, problems.draftClosed, requestProblems.preconditionFailed],
  }),
  discardDraft: route.delete('/order-drafts/:id', {
    ...write,
    output: DraftSchema,
    problems: [problems.draftNotFound, problems.draftClosed, requestProblems.preconditionFailed],
  }),
  completeDraft: route.post('/order-drafts/:id/completion', {
    ...write,
    output: AdminOrderSchema,
    problems: [problems.draftNotFound, problems.draftClosed, problems.draftIncomplete, stock.insufficient],
    summary: 'Make the draft an order; a second call answers the same order',
  }),
  listTasks: route.get('/order-tasks', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(v.picklist(['open', 'done']), 'open') }),
    output: pageOf(TaskSchema),
    summary: 'Orders and payments that a person has to look at',
  }),
  resolveTask: route.post('/order-tasks/:id/resolution', {
    ...write,
    body: ResolutionInput,
    output: TaskSchema,
    problems: [problems.taskNotFound],
  }),
}
