import * as v from 'valibot'
import { route } from '../kernel/shared.ts'
import { problems } from './problems.ts'

const JobView = v.object({
  name: v.string(),
  schedule: v.string(),
  /** False when this program no longer has the job. */
  isKnown: v.boolean(),
  isRunning: v.boolean(),
  /** True while the plugin that it belongs to is disabled. */
  isPaused: v.boolean(),
  nextAt: v.string(),
  startedAt: v.nullable(v.string()),
  finishedAt: v.nullable(v.string()),
  outcome: v.nullable(v.picklist(['succeeded', 'failed'])),
  durationMs: v.nullable(v.number()),
  error: v.nullable(v.string()),
  runs: v.number(),
  failures: v.number(),
})

export const admin = {
  jobs: route.get('/jobs', {
    output: v.object({ items: v.array(JobView) }),
    access: 'jobs:read',
    summary: 'Jobs with their last run and next date',
  }),
  runJob: route.post('/jobs/run', {
    body: v.strictObject({ name: v.pipe(v.string(), v.maxLength(200)) }),
    output: v.object({ name: v.string(), dueAt: v.string() }),
    access: 'jobs:write',
    status: 202,
    problems: [problems.unknown, problems.running, problems.paused],
    summary: 'Make a job due now',
  }),
}
