import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('webhooks', {
  notFound: { status: 404, title: 'There is no such webhook or delivery' },
  urlRefused: {
    status: 422,
    title: 'This address cannot get webhooks',
    hint: 'Give a public https address. A host of your own network has to be named in the code of the shop: contribute(privateHost, …).',
  },
  unknownEvent: { status: 422, title: 'This event is not known' },
  tooMany: {
    status: 409,
    title: 'There are as many webhooks as a shop may have',
    hint: 'Delete one that is not used.',
  },
  underWay: { status: 409, title: 'This delivery is under way', hint: 'It is tried by itself; wait for its end.' },
  disabled: { status: 409, title: 'This webhook is disabled', hint: 'Enable it first.' },
})
