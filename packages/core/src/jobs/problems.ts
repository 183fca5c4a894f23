import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('jobs', {
  unknown: { status: 404, title: 'No job has this name', hint: 'GET /admin/jobs lists them.' },
  paused: { status: 409, title: 'The job is turned off', hint: 'Enable the plugin that it belongs to.' },
  running: { status: 409, title: 'The job is running already' },
})
