import { defineProblems } from '@vitrine/core'

export const problems = defineProblems('amazon', {
  noConnection: {
    status: 404,
    title: 'There is no such connection to Amazon',
    hint: 'Create the connection first.',
  },
  refused: { status: 422, title: 'Amazon refused the call', hint: 'Its own words are in the detail.' },
  unavailable: { status: 502, title: 'Amazon did not answer', hint: 'Repeat it later.' },
})
