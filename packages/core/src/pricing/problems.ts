import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('pricing', {
  notFound: { status: 404, title: 'There is no such price or price list' },
  codeTaken: { status: 409, title: 'This code is in use', hint: 'Choose another code.' },
  unknownReference: { status: 422, title: 'Something that is referred to does not exist' },
  periodInvalid: { status: 422, title: 'It would end before it starts' },
  compareAtInvalid: {
    status: 422,
    title: 'The price before a reduction must be greater than the price',
    hint: 'Send a greater compareAt, or null when there is no reduction.',
  },
  defaultFixed: {
    status: 409,
    title: 'The default price list always holds, everywhere',
    hint: 'Make another list for that.',
  },
})
