import type { admin } from '../contract/admin.ts'
import type { CallInput, Context, Joining, Logger, NewId, Output, Plan, Query } from '../kernel/index.ts'
import type { Fetch } from './guarded-fetch.ts'

type Admin = typeof admin

/** Scopes that a plugin may declare in `needs`: those of the admin endpoints. */
export type Need = { [Room in keyof Admin]: ScopeOf<Admin[Room]> }[keyof Admin]
type ScopeOf<C> = {
  [Name in keyof C]: C[Name] extends { access: infer A extends `${string}:${string}` } ? A : never
}[keyof C]

/** Writing an area implies reading it. */
type Covered<Needs extends string> = Needs | (Needs extends `${infer Area}:write` ? `${Area}:read` : never)

/**
 * The rooms of the core by their admin endpoints, called in process: same parsing, same answers, no HTTP. Only what the plugin declared in
 * `needs` is there.
 */
export type Doors<Needs extends string> = {
  readonly [Room in keyof Admin]: {
    readonly [Name in keyof Admin[Room] as Admin[Room][Name] extends { kind: 'json'; access: Covered<Needs> }
      ? Name
      : never]: (input: DoorInput<Admin[Room][Name]>) => Promise<Output<Admin[Room][Name]>>
  }
}

/** `also`: lines of the plugin that join the command which the endpoint runs, so that both happen or neither. */
type DoorInput<E> = CallInput<E> & { readonly also?: Joining['lines'] }

/** Signatures by a key of the plugin's own, derived from the secret of the shop: for codes and links that only this shop can have made. */
export interface Signer {
  /** HMAC-SHA-256 in base64url, 43 letters. */
  sign(text: string): string
  /** In constant time. */
  isSigned(text: string, signature: string): boolean
}

/** The database as a plugin has it. Its own tables begin with its id; those of others change by their doors only. */
export interface PluginDatabase {
  all<Row>(query: Query<Row>, values?: Readonly<Record<string, unknown>>): Promise<Row[]>
  get<Row>(query: Query<Row>, values?: Readonly<Record<string, unknown>>): Promise<Row | undefined>
  /**
   * One command: what the plan says is written as a whole or not at all. In `on` it happens once per event, whatever is delivered again;
   * the plan may run again when its snapshot proves stale. Resolves with the result of the plan, or of the first run.
   */
  run<Result>(name: string, plan: (commandId: string) => Promise<Plan<Result>> | Plan<Result>): Promise<Result>
}

/** What code of a plugin sees of the shop, for one request, event or run of a job. */
export interface Scope<Config, Needs extends string> {
  /** As the shop set it: parsed, with defaults, frozen. */
  readonly config: Config
  readonly core: Doors<Needs>
  readonly db: PluginDatabase
  /** Reaches the declared hosts only. */
  readonly fetch: Fetch
  readonly log: Logger
  readonly signer: Signer
  readonly newId: NewId
  /** Milliseconds. */
  readonly now: () => number
  /** For functions that the core exports, which ask for a context; who acts in it, and for which request. */
  readonly ctx: Context
}

export type Serviced<Config, Needs extends string, Services> = Scope<Config, Needs> & { readonly services: Services }
