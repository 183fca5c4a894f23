export { type Job, job } from './job.ts'
export { freeJobs } from './leases.ts'
export { type JobRunner, startJobs } from './runner.ts'
