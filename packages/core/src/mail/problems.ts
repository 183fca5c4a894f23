import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('mail', {
  notFound: { status: 404, title: 'No mail has this id' },
})
