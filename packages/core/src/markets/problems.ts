import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('markets', {
  notFound: { status: 404, title: 'There is no such market, channel or tax zone' },
  codeTaken: { status: 409, title: 'This code is in use', hint: 'Choose another code.' },
  unknownMarket: { status: 400, title: 'This market is not known' },
  unknownChannel: { status: 400, title: 'This sales channel is not known' },
  unknownCurrency: { status: 400, title: 'This currency is not sold in' },
  defaultNeeded: {
    status: 409,
    title: 'The shop needs this default',
    hint: 'Make another one the default first.',
  },
  zoneTaken: { status: 409, title: 'This place has a tax zone already', hint: 'Change the zone that exists.' },
  ratesOverlap: {
    status: 422,
    title: 'Two rates of one tax class hold at the same time',
    hint: 'Let the earlier rate end when the later one starts.',
  },
})
