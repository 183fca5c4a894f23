import { mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

export const integrityRoom: Room = {
  id: 'integrity',
  mounts: [mountable('admin', admin, adminHandlers)],
}
