import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('events', {
  unknownConsumer: {
    status: 404,
    title: 'No consumer has this name',
    hint: 'GET /admin/events/consumers lists them.',
  },
  tooManyStreams: { status: 503, title: 'Too many live streams are open', hint: 'Connect again as Retry-After says.' },
})
