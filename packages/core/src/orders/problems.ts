import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('orders', {
  notFound: { status: 404, title: 'There is no such order' },
  draftNotFound: { status: 404, title: 'There is no such draft' },
  lineNotFound: { status: 404, title: 'The order has no such line' },
  taskNotFound: { status: 404, title: 'There is no such task' },
  notAllowed: {
    status: 409,
    title: 'The order is not in a status that allows this',
    extra: v.object({ current: v.string(), action: v.string() }),
  },
  alreadyFulfilled: {
    status: 409,
    title: 'More was sent already than this leaves',
    hint: 'Read the order again: what left can be returned, not cancelled.',
    extra: v.object({ lineId: v.string(), open: v.number() }),
  },
  nothingToChange: { status: 422, title: 'This changes nothing' },
  lastLine: {
    status: 422,
    title: 'An order cannot lose its last line',
    hint: 'Cancel the order instead.',
  },
  draftClosed: { status: 409, title: 'The draft was completed or discarded' },
  draftIncomplete: { status: 422, title: 'The draft cannot become an order yet' },
})
