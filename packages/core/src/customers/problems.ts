import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('customers', {
  notFound: { status: 404, title: 'Not found' },
  phone: {
    status: 400,
    title: 'This is not a phone number',
    hint: 'Write it with its country code: +48 12 345 67 89.',
  },
  identityTaken: {
    status: 409,
    title: 'This address or number is proved to belong to another customer',
    hint: 'Look the other customer up; they may be the same person.',
  },
  tooManyAddresses: { status: 409, title: 'No more addresses fit', hint: 'Remove one that is no longer used.' },
})
