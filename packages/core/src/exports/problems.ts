import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('exports', {
  noFile: {
    status: 409,
    title: 'This shop runs on a database server, which has no file to copy',
    hint: 'Use the backup of the server.',
  },
  currency: { status: 400, title: 'The currency is not one that this shop sells in' },
})
