import type { Context, Handlers } from '../kernel/index.ts'
import type { admin } from './contract.ts'
import { listJobs, requestRun } from './service.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  jobs: ({ ctx }) => listJobs(ctx),
  runJob: ({ ctx, body }) => requestRun(ctx, body.name),
}
