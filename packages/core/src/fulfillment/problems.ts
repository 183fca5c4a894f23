import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('fulfillment', {
  orderNotFound: { status: 404, title: 'There is no such fulfilment order' },
  notFound: { status: 404, title: 'There is no such fulfilment' },
  lineNotFound: { status: 404, title: 'The fulfilment order has no such line' },
  notAllowed: {
    status: 409,
    title: 'The fulfilment order is not in a status that allows this',
    extra: v.object({ current: v.string(), action: v.string() }),
  },
  tooMany: {
    status: 409,
    title: 'More than what is left to send',
    extra: v.object({ lineId: v.string(), open: v.number() }),
  },
  alreadyCancelled: { status: 409, title: 'The fulfilment was cancelled or delivered already' },
  cannotMove: {
    status: 409,
    title: 'The other location cannot send this',
    extra: v.object({ lineId: v.string(), available: v.number() }),
  },
})
