import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('delivery', {
  notFound: { status: 404, title: 'There is no such delivery method' },
  codeTaken: { status: 409, title: 'This code is in use', hint: 'Choose another code.' },
  unknownMarket: { status: 422, title: 'A rate names a market that does not exist' },
  currencyNotSold: { status: 422, title: 'A rate has a currency in which its market does not sell' },
  unknownLocation: { status: 422, title: 'There is no such stock location' },
  pickupOnly: {
    status: 422,
    title: 'Only pickup has places where goods are fetched',
    hint: 'Leave pickupLocationIds out, or choose the type pickup.',
  },
})
