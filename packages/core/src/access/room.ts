import { job } from '../jobs/index.ts'
import { commandCompanion, contribute, mountable, type Room } from '../kernel/index.ts'
import { auditCompanion } from './audit.ts'
import { admin } from './contract.ts'
import { pruneAccess } from './prune.ts'
import { adminHandlers } from './routes.ts'

export const accessRoom: Room = {
  id: 'access',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(commandCompanion, auditCompanion),
    contribute(job, { name: 'access/prune', every: '1d', run: pruneAccess }),
  ],
}
