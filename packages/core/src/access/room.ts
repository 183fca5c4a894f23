import { job } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { pruneAccess } from './prune.ts'
import { adminHandlers } from './routes.ts'

export const accessRoom: Room = {
  id: 'access',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [contribute(job, { name: 'access/prune', every: '1d', run: pruneAccess })],
}
