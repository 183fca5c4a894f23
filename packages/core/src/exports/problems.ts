import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('exports', {
  noFile: {
    status: 409,
    title: 'This shop runs on a database server, which has no file to copy',
    hint: 'Use the backup of the server.',
  },
})
