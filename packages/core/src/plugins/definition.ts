import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { GenericSchema, InferInput, InferOutput } from 'valibot'
import type { EventType, RecordedEvent, SubscriptionOptions } from '../events/index.ts'
import type { Job } from '../jobs/index.ts'
import type { AnyContract, Context, Contract, Http, Migration, ProblemType, Statement } from '../kernel/index.ts'
import type { Message } from '../mail/index.ts'
import type { OrderToPlace } from '../orders/index.ts'
import type { CoreEventName, CoreEvents, DataOf } from './core-events.ts'
import type { Hosts } from './guarded-fetch.ts'
import type { CartFilter, Delivers, Hears, HearsValue, InBackOffice, PluginHandlers } from './keys.ts'
import type { PluginPayment } from './payment.ts'
import type { Need, Scope, Serviced } from './scope.ts'

export type ConfigSchema = GenericSchema<never> | GenericSchema
export type ConfigOf<Schema> = Schema extends GenericSchema ? InferOutput<Schema> : Record<never, never>

/**
 * A plugin as its author writes it: the keys that exist are what it can do. Names of subscriptions and jobs follow from their places
 * (`loyalty/order.placed`, `loyalty/expire`) and are kept for ever. Write the keys in this order, since each may use the types of those before.
 */
export interface PluginDefinition<
  Id extends string,
  Schema extends GenericSchema | undefined,
  Needs extends Need,
  Services,
  C extends Contract,
  Extra = unknown,
  Heard extends readonly unknown[] = readonly unknown[],
> {
  /** Kebab case. Its tables begin with it (`-` as `_`), its endpoints are below `/store/<id>` and `/admin/<id>`. */
  readonly id: Id
  /** Of the plugin (semver); what was installed before is upgraded. */
  readonly version: string
  /** Range of core versions that it was made for, as in package.json; checked when the shop starts. */
  readonly core?: string
  /** What the shop sets in code. */
  readonly config?: Schema
  /** Scopes of the core that it uses, such as `orders:read`. Nothing else of the core is there for it. */
  readonly needs?: readonly Needs[]
  /** The only hosts that its `fetch` reaches. */
  readonly hosts?: Hosts
  /** Drizzle tables named `<id>_<noun>`. They hold ids of the core as indexed text, never a foreign key into the core. */
  readonly tables?: Readonly<Record<string, SQLiteTable>>
  readonly migrations?: readonly Migration[]
  /** Its own facts, made by `defineEvent` and named `<id>.<past tense>`; a command tells one by the line that `emit` makes. */
  readonly events?: Readonly<Record<string, EventType>>
  /** Its error codes, made by `defineProblems` under its id: those of endpoints, and those that claims refuse orders with. */
  readonly problems?: Readonly<Record<string, ProblemType>>
  readonly services?: (scope: Scope<ConfigOf<Schema>, Needs> & Extra) => Services
  /** Endpoints with access `public` or `customer` are the store's, all others the admin's. */
  readonly contract?: C
  /** Translate and never decide: what is called, and the scope of the request. */
  readonly handlers?: PluginHandlers<NoInfer<C>, Serviced<ConfigOf<Schema>, Needs, Services> & Extra>
  /** Durable: each event is delivered at least once, in order within its aggregate, and what `db.run` writes happens once. */
  readonly on?: {
    readonly [Name in CoreEventName]?: Hears<
      DataOf<CoreEvents[Name]>,
      Serviced<ConfigOf<Schema>, Needs, Services> & Extra
    >
  }
  /** Events of its own and of other plugins, heard as `on` hears those of the core: `[{ event: stampEarned, run: … }]`. */
  readonly hears?: {
    readonly [K in keyof Heard]: HearsValue<Heard[K], Serviced<ConfigOf<Schema>, Needs, Services> & Extra>
  }
  readonly filters?: { readonly 'cart.adjustments'?: CartFilter }
  /** Guarded statements that join the order's own command: points, coupon uses, slots. Pure; a refused one refuses the order. */
  readonly claims?: { readonly 'order.placing'?: (ctx: Context, order: OrderToPlace) => readonly Statement[] }
  /** A way to pay; offered while the plugin is enabled. */
  readonly payment?: PluginPayment<Serviced<ConfigOf<Schema>, Needs, Services> & Extra>
  readonly delivery?: Delivers<Serviced<ConfigOf<Schema>, Needs, Services> & Extra>
  /**
   * Who somebody is to it before signing in, from what the request brings and it proved: a token that it signed. `customer.signedIn` tells it, so
   * that what was kept of the visitor joins the customer even when this device never asks again.
   */
  readonly visitor?: (
    http: Pick<Http, 'header'>,
    scope: Serviced<ConfigOf<Schema>, Needs, Services> & Extra,
  ) => string | undefined
  /** Mails that it words, each named `<id>/<noun>`; sent by the lines that `sendMessage` makes. */
  readonly messages?: Readonly<Record<string, Message>>
  readonly jobs?: {
    readonly [name: string]: {
      readonly every: Job['every']
      readonly run: (scope: Serviced<ConfigOf<Schema>, Needs, Services> & Extra) => Promise<void> | void
    }
  }
  readonly admin?: InBackOffice<C, Serviced<ConfigOf<Schema>, Needs, Services> & Extra>
}

/** A scope whose types are forgotten: `core` is what the plugin's author saw as its doors. */
export type AnyScope = Omit<Scope<unknown, never>, 'core'> & { readonly core: unknown; readonly services: unknown }

type Run<First extends readonly unknown[] = []> = (...args: [...First, AnyScope]) => Promise<void> | void
type AnyHears =
  | Run<[RecordedEvent]>
  | (Omit<SubscriptionOptions<unknown>, 'name' | 'run'> & { readonly run: Run<[RecordedEvent]> })

export type HearsAny = Omit<SubscriptionOptions<unknown>, 'name' | 'run'> & {
  readonly event: EventType
  readonly run: Run<[RecordedEvent]>
}

/** Any plugin, its types forgotten, so that a shop with many of them compares no types. */
export interface AnyDefinition
  extends Pick<
    PluginDefinition<string, GenericSchema | undefined, Need, unknown, Contract>,
    | 'id'
    | 'version'
    | 'core'
    | 'config'
    | 'needs'
    | 'hosts'
    | 'tables'
    | 'migrations'
    | 'contract'
    | 'events'
    | 'problems'
    | 'filters'
    | 'claims'
    | 'messages'
  > {
  readonly services?: (scope: AnyScope) => unknown
  readonly handlers?: Readonly<Record<string, (call: never, scope: AnyScope) => unknown>>
  readonly delivery?: Delivers<AnyScope>
  readonly visitor?: (http: Pick<Http, 'header'>, scope: AnyScope) => string | undefined
  readonly admin?: InBackOffice<Contract, AnyScope>
  readonly payment?: PluginPayment<AnyScope>
  readonly hears?: readonly HearsAny[]
  readonly on?: { readonly [name: string]: AnyHears | undefined }
  readonly jobs?: { readonly [name: string]: { readonly every: Job['every']; readonly run: Run } }
}

/** A plugin with its settings, as `createCommerce({ plugins })` takes it. */
export interface Plugin<Id extends string = string, C extends AnyContract = AnyContract> {
  readonly id: Id
  readonly contract: C
  /** For the shop; its types are forgotten. */
  readonly definition: AnyDefinition
  readonly config: unknown
}

type Settings<Schema> = Schema extends GenericSchema ? InferInput<Schema> : Record<never, never>

/** Makes the plugin with its settings: `loyalty({ pointsPerUnit: 2 })`. Throws when they are wrong, naming each. */
export interface PluginFactory<Id extends string, Schema, C extends Contract> {
  (
    ...settings: Record<never, never> extends Settings<Schema>
      ? [settings?: Settings<Schema>]
      : [settings: Settings<Schema>]
  ): Plugin<Id, C>
  readonly id: Id
  readonly contract: C
  readonly definition: AnyDefinition
}
