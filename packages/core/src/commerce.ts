import type { Hono } from 'hono'
import { firstStaffLink } from './access/index.ts'
import { type AdminCalls, adminCalls, type StoreCalls, storeCalls } from './calls.ts'
import {
  closeFollowers,
  type Dispatcher,
  freeConsumers,
  publishedEvent,
  startDispatcher,
  subscription,
} from './events/index.ts'
import { assemble } from './http/assemble.ts'
import { callersOf } from './http/callers.ts'
import { LIMITS } from './http/limits.ts'
import type { PipelineOptions } from './http/pipeline.ts'
import type { Servable } from './http/serve.ts'
import { freeJobs, type JobRunner, startJobs, startWorkers, type Working } from './jobs/index.ts'
import {
  type App,
  type Contribution,
  contribute,
  createExtensions,
  createIds,
  createLog,
  type Database,
  type LogOptions,
  migrate,
  type OpenDatabase,
  openDatabase,
  openServerClock,
  type Room,
  type ServerClock,
  type Settings,
  systemClock,
} from './kernel/index.ts'
import { migrations } from './migrations/index.ts'
import {
  type AssembledPlugins,
  assemblePlugins,
  coreEvents,
  type Fetch,
  type Plugin,
  type PluginCalls,
  pluginCalls,
} from './plugins/index.ts'
import { rooms as coreRooms } from './rooms.ts'
import { createShopSealer, dataFolderOf, secretOf } from './secrets.ts'
import { version } from './version.ts'
import { fanOut } from './webhooks/index.ts'

export interface CommerceOptions<Plugins extends readonly Plugin[] = readonly Plugin[]> {
  /** `file:./data/shop.db` for an embedded file, `wss://…` or `https://…` for a libSQL server. */
  readonly database: { readonly url: string; readonly authToken?: string }
  /** Where people reach this shop; links in mails and pictures begin with it. Default `http://localhost:3000`. */
  readonly publicUrl?: string
  /** `development` (default unless NODE_ENV says production) needs no publishable key and shows mails on a page. */
  readonly mode?: Settings['mode']
  /** Uploads and the development secret; beside the database file when not set. */
  readonly dataFolder?: string
  /** At least 32 characters; sessions, tokens and sealed secrets hang on it. Made and kept in the data folder in development. */
  readonly secret?: string
  /** Secrets of before: what they sealed still opens. */
  readonly formerSecrets?: readonly string[]
  /** Origins beside the public one that may use staff cookies. */
  readonly adminOrigins?: readonly string[]
  readonly trustedProxies?: number
  readonly limits?: Partial<PipelineOptions['limits']>
  readonly log?: LogOptions
  /** What is added to the core, with its settings: `plugins: [loyalty({ pointsPerUnit: 2 }), bazaar()]`. */
  readonly plugins?: Plugins
  /** How plugins reach the outside; for tests and proxies. They are held to the hosts that they declare in any case. */
  readonly fetch?: Fetch
  /** Rooms beside the core's: their schema, endpoints and contributions. */
  readonly rooms?: readonly Room[]
  /** Providers, filters, claims, subscriptions and jobs of the shop itself. */
  readonly contributes?: readonly Contribution[]
  /** A token that may do everything; the command line makes one for itself. */
  readonly operatorToken?: string
  /** For tests and simulations. Otherwise the machine's clock with a file, the server's with a server: its processes agree on the time. */
  readonly clock?: App['now']
}

/** A running shop: an app to serve, typed calls in process, and background work that starts when asked. */
export interface Commerce<Plugins extends readonly Plugin[] = readonly []> extends Servable {
  /** Every face of the shop; mount it anywhere or pass it to `serve`. */
  readonly app: Hono
  readonly core: App
  /** Every endpoint in process; those of plugins under their ids. */
  readonly call: { readonly store: StoreCalls; readonly admin: AdminCalls } & PluginCalls<Plugins>
  /** Tells the command line where this process listens; does nothing with a database server. */
  publishAddress(url: string): void
  /** Where the first owner makes his account, once; undefined when there are staff. */
  firstStaffLink(): Promise<string | undefined>
  /** Starts delivering events and running jobs. */
  start(): Promise<void>
  /** Resolves when every event that was committed until now is handled, and what it meant for channels was sent. */
  idle(): Promise<void>
}

/** Opens the database, brings its schema up to date and puts the rooms together. Throws when the database is owned, newer or not to be opened. */
export async function createCommerce<const Plugins extends readonly Plugin[] = readonly []>(
  options: CommerceOptions<Plugins>,
): Promise<Commerce<Plugins>> {
  const log = createLog(options.log)
  const settings = settingsOf(options)
  const { plugins: chosen = [], fetch = globalThis.fetch } = options
  const plugins = assemblePlugins({ plugins: chosen, fetch, rooms: coreRooms })
  const opened = openDatabase({ ...options.database, now: options.clock ?? systemClock, log })
  try {
    return (await boot({ options, opened, plugins, log, settings })) as Commerce<Plugins>
  } catch (error) {
    plugins.stop()
    await opened.db.close()
    throw error
  }
}

interface Booting {
  readonly options: CommerceOptions
  readonly opened: OpenDatabase
  readonly plugins: AssembledPlugins
  readonly log: App['log']
  readonly settings: Settings
}

async function boot({ options, opened: { db, owner }, plugins, log, settings }: Booting): Promise<Commerce> {
  const added = [...(options.rooms ?? []), ...plugins.rooms]
  const rooms = [...coreRooms, ...added]
  const owned = added.map(({ id, migrations: own = [] }) => ({ owner: id, migrations: own }))
  const time = await timeOf(db, { log, clock: options.clock })
  await migrate(db, [{ owner: 'core', migrations }], time.now(), version)
  await plugins.admit(db)
  await migrate(db, owned, time.now(), version)
  const core: App = {
    db,
    now: time.now,
    newId: createIds({ now: time.now }),
    log,
    extensions: extensionsOf(rooms, options.contributes),
    sealer: createShopSealer(settings.secret, options.formerSecrets),
    settings,
  }
  await plugins.install(core)
  return composed({ core, rooms, options, owner, time, plugins })
}

/** Which events other systems may be told is known when everybody has said so. */
function extensionsOf(rooms: readonly Room[], own: readonly Contribution[] = []): App['extensions'] {
  const facts = Object.values(coreEvents).map((type) => contribute(publishedEvent, type))
  const all = [...facts, ...rooms.flatMap(({ contributes = [] }) => contributes), ...own]
  const published = createExtensions(all).of(publishedEvent)
  return createExtensions([...all, contribute(subscription, fanOut(published))])
}

interface Timed {
  readonly log: App['log']
  readonly clock: App['now'] | undefined
}

/** The time that every process of the shop agrees on. */
async function timeOf(db: Database, { log, clock }: Timed): Promise<ServerClock> {
  if (clock === undefined && db.kind === 'remote') return openServerClock(db, { log })
  return { now: clock ?? systemClock, stop: () => undefined }
}

interface Parts {
  readonly core: App
  readonly rooms: readonly Room[]
  readonly options: CommerceOptions
  readonly owner: { readonly token: string; publishAddress(address: { readonly url: string }): void } | null
  readonly time: ServerClock
  readonly plugins: AssembledPlugins
}

interface Background {
  readonly dispatcher: Dispatcher
  readonly jobs: JobRunner
  readonly workers: Working
}

async function startBackground(core: App, { isAlone }: { readonly isAlone: boolean }): Promise<Background> {
  if (isAlone) await Promise.all([freeConsumers(core), freeJobs(core)])
  return {
    dispatcher: await startDispatcher(core),
    jobs: await startJobs(core),
    workers: await startWorkers(core, { isAlone }),
  }
}

function composed({ core, rooms, options, owner, time, plugins }: Parts): Commerce {
  let isOpen = true
  let background: Background | undefined
  const operators = [owner?.token, options.operatorToken].filter((token) => token !== undefined)
  const callers = callersOf(core, operators)
  const origins = { publicUrl: core.settings.publicUrl, adminOrigins: options.adminOrigins ?? [] }
  const app = assemble({
    app: core,
    rooms,
    callers,
    readiness: { isOpen: () => isOpen },
    document: async () => (await import('./http/openapi-document.ts')).openApiDocument(rooms),
    pipeline: { origins, trustedProxies: options.trustedProxies ?? 0, limits: { ...LIMITS, ...options.limits } },
  }) as unknown as Hono
  return {
    app,
    core,
    call: {
      store: storeCalls(core, rooms),
      admin: adminCalls(core, rooms),
      ...pluginCalls(core, options.plugins ?? [], rooms),
    },
    publishAddress: (url) => owner?.publishAddress({ url }),
    firstStaffLink: () => firstStaffLink(core),
    async start() {
      background ??= await startBackground(core, { isAlone: owner !== null })
    },
    async idle() {
      await background?.dispatcher.idle()
      await background?.workers.idle?.()
      await background?.dispatcher.idle()
    },
    drain() {
      isOpen = false
      closeFollowers(core)
    },
    async close() {
      isOpen = false
      await Promise.all([background?.jobs.stop(), background?.dispatcher.stop(), background?.workers.stop()])
      plugins.stop()
      time.stop()
      await core.db.close()
    },
  }
}

function settingsOf(options: CommerceOptions): Settings {
  const mode = options.mode ?? (process.env.NODE_ENV === 'production' ? 'production' : 'development')
  const dataFolder = options.dataFolder ?? dataFolderOf(options.database.url)
  const publicUrl = (options.publicUrl ?? 'http://localhost:3000').replace(/\/+$/, '')
  return { mode, dataFolder, publicUrl, secret: secretOf({ mode, dataFolder, secret: options.secret }) }
}
