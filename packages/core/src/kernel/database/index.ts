export type { Builder } from './builder.ts'
export { type CommitListener, createDatabase, type Database, type Reader, type Transaction } from './database.ts'
export {
  type Command,
  type Engine,
  type EngineTransaction,
  type LineDone,
  type Outcome,
  OWED,
  type StoredCommand,
} from './engine.ts'
export type { Failure } from './failure.ts'
export { type LocalOptions, openLocalEngine } from './local/engine.ts'
export {
  type Migration,
  migrate,
  type OwnedMigrations,
  type PendingMigration,
  pendingMigrations,
} from './migrate.ts'
export { type DatabaseOptions, fileOf, type OpenDatabase, openDatabase } from './open.ts'
export { foreign, isOfCore } from './origin.ts'
export { type Owner, type Ownership, ownFile, readOwner } from './owner.ts'
export { type Query, query, queryByShape, rowBy, rowByRef } from './query.ts'
export { openServerClock, type ServerClock } from './remote/clock.ts'
export type { RemoteOptions } from './remote/engine.ts'
export { probeServer } from './remote/probe.ts'
export { commands } from './schema.ts'
export {
  deleteFrom,
  type Guard,
  insertInto,
  list,
  oneOf,
  param,
  plain,
  type Refusal,
  type SqlValue,
  type Statement,
  statement,
  update,
} from './statement.ts'
