import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { housekeeping } from './housekeeping.ts'
import { job } from './job.ts'
import { adminHandlers } from './routes.ts'

export const jobsRoom: Room = {
  id: 'jobs',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: housekeeping.map((found) => contribute(job, found)),
}
