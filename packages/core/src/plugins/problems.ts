import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('plugin', {
  foreignTable: { status: 500, title: 'A plugin wrote to a table that is not its own' },
  foreignHost: { status: 500, title: 'A plugin called a host that it did not declare' },
  notDeclared: { status: 500, title: 'A plugin used what it did not declare in `needs`' },
})
