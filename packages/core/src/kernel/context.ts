import type { Database } from './database/database.ts'
import type { Priority } from './database/engine.ts'
import type { Statement } from './database/statement.ts'
import type { Extensions } from './extensions.ts'
import type { NewId } from './ids.ts'
import type { Logger } from './log.ts'
import type { Sealer } from './sealed.ts'
import type { Clock } from './time.ts'

/** Who acts. `scopes` bind staff and keys; `*` is everything. */
export interface Actor {
  readonly kind: 'anonymous' | 'customer' | 'staff' | 'key' | 'system' | 'plugin'
  readonly id: string | null
  readonly scopes: readonly string[]
}

export const anonymous: Actor = { kind: 'anonymous', id: null, scopes: [] }
export const system: Actor = { kind: 'system', id: null, scopes: ['*'] }

/** What one shop process shares: made once by `createCommerce`. */
export interface App {
  readonly db: Database
  readonly now: Clock
  readonly newId: NewId
  readonly log: Logger
  readonly extensions: Extensions
  readonly sealer: Sealer
  readonly settings: Settings
}

export interface Settings {
  /** `development` needs no publishable key and shows the mail outbox. */
  readonly mode: 'development' | 'production'
  /** Where buyers and staff reach this process, without a trailing slash; for links in mails. */
  readonly publicUrl: string
  /** Folder for uploads and other files; beside the database when not set. */
  readonly dataFolder: string
  /** Secret from which session signatures and tokens are derived. */
  readonly secret: string
}

/** The one object that services take: the app, who acts, and the request that they act for. Never kept beyond it. */
export interface Context extends App {
  readonly actor: Actor
  readonly request: RequestInfo
}

export interface RequestInfo {
  readonly id: string
  /** Set by the mount when the caller sent an Idempotency-Key: the command that answers for this request. */
  readonly command?: RequestCommand
  /** The same, for work whose commands have natural ids and only keep the key; see `keepKey`. */
  readonly key?: RequestCommand
  readonly signal?: AbortSignal
  /** Of its commands that do not name one. */
  readonly priority?: Priority | undefined
  /** Lines of somebody else that the first command of this request takes along. */
  readonly also?: Joining
}

/** Lines that join a command of another room: both happen or neither. */
export interface Joining {
  /** Planned with the command, from its id and the ids that it will answer, and anew when its snapshot proves stale. */
  readonly lines: (commandId: string, result: unknown) => Promise<readonly Statement[]> | readonly Statement[]
  isTaken: boolean
}

/** The idempotency of one request. `run` counts its commands, so that each gets an id of its own that a repeated request finds again. */
export interface RequestCommand {
  id: string
  /** Of method, address and body; a reused key with another request is noticed by it. */
  fingerprint: string
  uses: number
  replayed: boolean
  /** Nearly always asked for the first time: see `isNew` of `run`. */
  isNew?: boolean
}

/** A context for work that no request asked for: jobs, consumers, the command line. */
export function systemContext(app: App, as: Actor = system): Context {
  return { ...app, actor: as, request: { id: app.newId('req') } }
}
