export { type Job, job } from './job.ts'
