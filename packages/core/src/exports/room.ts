import { mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

/** What leaves the shop as files: CSV for people and other systems, a copy of the database for safety. */
export const exportsRoom: Room = { id: 'exports', mounts: [mountable('admin', admin, adminHandlers)] }
