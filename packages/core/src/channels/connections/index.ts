export { authorizeUrl, completeAuthorization } from './authorize.ts'
export {
  createConnection,
  resyncConnection,
  updateConnection,
} from './connections.ts'
export { readMappings, readPolicies, writeMappings, writePolicies } from './decisions.ts'
export { installedChannel, listChannels } from './installed.ts'
export type { ConnectionView } from './model.ts'
export { knownOf, liveConnections, oneConnection } from './open.ts'
export { connectionView, listConnections } from './reads.ts'
export { forgetConnection, removeConnection, revokeTokens } from './remove.ts'
export { connectionRow } from './row.ts'
export { testConnection } from './test-connection.ts'
export { turnConnection } from './turn.ts'
export { type Opened, withApi, withWork } from './with-api.ts'
