export { type Job, job } from './job.ts'
export { freeJobs } from './leases.ts'
export { type JobRunner, startJobs } from './runner.ts'
export { startWorkers, type Worker, type Working, worker } from './worker.ts'
