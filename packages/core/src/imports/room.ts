import { mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

/** Catalogues of other platforms, taken over. */
export const importsRoom: Room = { id: 'imports', mounts: [mountable('admin', admin, adminHandlers)] }
