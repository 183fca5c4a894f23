export { type Job, job } from './job.ts'
export { type JobRunner, startJobs } from './runner.ts'
