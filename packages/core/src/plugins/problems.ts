import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('plugins', {
  notFound: { status: 404, title: 'There is no such plugin', hint: 'GET /admin/plugins lists them.' },
  disabled: { status: 409, title: 'The plugin is disabled', hint: 'Staff enable it at /admin/plugins.' },
  enabled: { status: 409, title: 'The plugin is enabled', hint: 'Disable it first.' },
  busy: {
    status: 409,
    title: 'The plugin is at work',
    hint: 'Wait as Retry-After says; its jobs were told to stop.',
  },
  foreignTable: { status: 500, title: 'A plugin wrote to a table that is not its own' },
  foreignHost: { status: 500, title: 'A plugin called a host that it did not declare' },
  notDeclared: { status: 500, title: 'A plugin used what it did not declare in `needs`' },
})
