import * as v from 'valibot'
import { problems as carts } from '../carts/problems.ts'
import { pageQuery, requestProblems, route } from '../kernel/shared.ts'
import {
  CancelInput,
  CaptureInput,
  MethodsInput,
  MethodsSchema,
  ProvidersSchema,
  RefundInput,
  SessionDetailSchema,
  SessionInput,
  SessionList,
  SessionPage,
  SessionStatus,
  StoreSessionSchema,
} from './model.ts'
import { problems } from './problems.ts'

const { invalid, conflict, preconditionFailed } = requestProblems
const cartProblems = [carts.notFound, carts.closed, carts.completing] as const
const { notFound, providerUnavailable, nothingToPay, processing, settled, refused } = problems

export const store = {
  providers: route.get('/payment-providers', { summary: 'Ways to pay in this market', output: ProvidersSchema }),
  choose: route.post('/carts/:id/payment', {
    summary: 'Choose how to pay; a later choice replaces an earlier one that is not decided',
    status: 201,
    body: SessionInput,
    output: StoreSessionSchema,
    problems: [
      invalid,
      conflict,
      ...cartProblems,
      carts.empty,
      carts.notForSale,
      providerUnavailable,
      nothingToPay,
      processing,
      settled,
      refused,
    ],
  }),
  read: route.get('/carts/:id/payment', {
    summary: 'The payment of a cart',
    output: StoreSessionSchema,
    problems: [carts.notFound, notFound],
  }),
  cancel: route.delete('/carts/:id/payment', {
    summary: 'Give up a payment that waits for the buyer, and open the cart again',
    output: StoreSessionSchema,
    problems: [carts.notFound, notFound, processing, settled, refused],
  }),
}

const toMove = [notFound, conflict, preconditionFailed, invalid, refused, processing] as const

export const admin = {
  list: route.get('/payments', {
    summary: 'List payments, latest change first',
    access: 'payments:read',
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(SessionStatus),
      provider: v.optional(v.pipe(v.string(), v.maxLength(64))),
    }),
    output: SessionPage,
    problems: [invalid],
  }),
  read: route.get('/payments/:id', {
    summary: 'Read a payment with its transactions',
    access: 'payments:read',
    output: SessionDetailSchema,
    problems: [notFound],
  }),
  ofOrder: route.get('/orders/:orderId/payments', {
    summary: 'Payments of an order with their transactions',
    access: 'payments:read',
    output: SessionList,
  }),
  capture: route.post('/payments/:id/capture', {
    summary: 'Take money that was promised',
    access: 'payments:write',
    body: CaptureInput,
    output: SessionDetailSchema,
    problems: [...toMove, problems.notCapturable],
  }),
  cancel: route.post('/payments/:id/cancel', {
    summary: 'Give back what was promised and not captured',
    access: 'payments:write',
    body: CancelInput,
    output: SessionDetailSchema,
    problems: [...toMove, problems.notCancellable],
  }),
  refund: route.post('/payments/:id/refund', {
    summary: 'Send captured money back',
    access: 'payments:write',
    body: RefundInput,
    output: SessionDetailSchema,
    problems: [...toMove, problems.notRefundable],
  }),
  methods: route.get('/markets/:marketId/payment-methods', {
    summary: 'The ways to pay that a market was given',
    access: 'payments:read',
    output: MethodsSchema,
    problems: [notFound],
  }),
  setMethods: route.put('/markets/:marketId/payment-methods', {
    summary: 'Set the ways to pay of a market, in order',
    access: 'payments:write',
    body: MethodsInput,
    output: MethodsSchema,
    problems: [invalid, notFound, problems.unknownProvider],
  }),
}

export const hooks = {
  receive: route.raw('POST', '/payments/:provider', {
    summary: 'What payment providers report, signed by them',
    problems: [problems.unknownProvider, problems.badSignature, requestProblems.tooLarge],
  }),
  sandboxPage: route.raw('GET', '/payments/sandbox/:key', {
    summary: 'The page on which the buyer of a sandbox payment confirms or refuses',
    problems: [notFound],
  }),
  sandboxAnswer: route.raw('POST', '/payments/sandbox/:key', {
    summary: 'The answer of the buyer of a sandbox payment',
    problems: [notFound, requestProblems.tooLarge],
  }),
}
