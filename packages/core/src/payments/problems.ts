import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('payments', {
  notFound: { status: 404, title: 'No such payment' },
  providerUnavailable: {
    status: 422,
    title: 'This way to pay is not offered here',
    hint: 'Choose one of GET /store/payment-providers.',
    extra: v.object({ offered: v.array(v.string()) }),
  },
  nothingToPay: { status: 409, title: 'There is nothing to pay', hint: 'Complete the cart without a payment.' },
  required: { status: 409, title: 'Choose how to pay first', hint: 'Send POST /store/carts/:id/payment.' },
  amountChanged: {
    status: 409,
    title: 'The amount to pay has changed',
    hint: 'Show the new total, then choose the payment again.',
    extra: v.object({ before: v.number(), now: v.number() }),
  },
  processing: {
    status: 409,
    title: 'The payment is being decided',
    hint: 'Ask again as Retry-After says; do not pay a second time.',
  },
  settled: { status: 409, title: 'This payment is decided already' },
  declined: { status: 402, title: 'The payment was declined', hint: 'Choose another way to pay.' },
  notCapturable: {
    status: 409,
    title: 'So much cannot be captured',
    extra: v.object({ available: v.number() }),
  },
  notCancellable: { status: 409, title: 'There is nothing left to cancel', hint: 'Refund what was captured.' },
  notRefundable: {
    status: 409,
    title: 'So much cannot be refunded',
    extra: v.object({ available: v.number() }),
  },
  refused: { status: 409, title: 'The provider refused' },
  badSignature: { status: 401, title: 'The signature is not valid' },
  unknownProvider: { status: 404, title: 'No such payment provider' },
})
