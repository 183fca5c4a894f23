import { type Connections, knownOf, liveConnections, oneConnection } from '../channels/index.ts'
import { type App, type Context, hmac, run, sameSignature } from '../kernel/index.ts'
import { channelOf } from './define-channel.ts'
import type { AnyScope, Plugin } from './definition.ts'
import type { MakeDoors } from './doors.ts'
import { guardedDatabase } from './guarded-database.ts'
import { type Fetch, guardedFetch } from './guarded-fetch.ts'
import type { Switches } from './lifecycle/switches.ts'
import { refusesForeign } from './own-tables.ts'
import type { PluginDatabase, Signer } from './scope.ts'

/** What the shop lends to its plugins. */
export interface Host {
  readonly doors: MakeDoors
  readonly fetch: Fetch
  readonly switches: Pick<Switches, 'of'>
  /** Of all plugins of the shop. */
  readonly ids: readonly string[]
}

/** Makes the scope of one plugin for a request, an event or a run of a job. */
export function scopesOf(
  { definition, config }: Plugin,
  { doors, fetch, ids }: Omit<Host, 'switches'>,
): (ctx: Context) => AnyScope {
  const { id, hosts = [], services } = definition
  const channel = channelOf(definition)
  const guarded = new WeakMap<App['db'], App['db']>()
  const refuseForeign = refusesForeign(id, ids)
  const ownFetch = guardedFetch({ id, hosts, fetch })
  const guardedOf = (db: App['db']) => {
    const known = guarded.get(db) ?? guardedDatabase(db, refuseForeign)
    guarded.set(db, known)
    return known
  }
  return (ctx) => {
    const own = { ...ctx, db: guardedOf(ctx.db) }
    let made: unknown
    const scope: AnyScope = {
      config,
      ctx: own,
      db: databaseOf(own, id),
      fetch: ownFetch,
      log: ctx.log,
      signer: signerOf(ctx, id),
      newId: ctx.newId,
      now: ctx.now,
      ...(channel === undefined ? {} : connectionsOf(ctx, channel.id)),
      get core() {
        return doors(ctx, definition, refuseForeign)
      },
      get services() {
        made ??= services?.(scope) ?? {}
        return made
      },
    }
    return scope
  }
}

function connectionsOf(ctx: Context, channel: string): Connections<unknown, unknown, unknown> {
  return {
    connections: () => liveConnections(ctx, channel),
    connection: (id) => oneConnection(ctx, { channel, id }),
    known: () => knownOf(ctx, channel),
  }
}

function databaseOf(ctx: Context, id: string): PluginDatabase {
  return {
    all: (query, values) => ctx.db.all(query, values),
    get: (query, values) => ctx.db.get(query, values),
    run: async (name, plan) => (await run(ctx, { name: `${id}.${name}`, plan })).result,
  }
}

function signerOf({ settings }: Context, id: string): Signer {
  const sign = (text: string) => hmac(settings.secret, `plugin/${id}/${text}`)
  return { sign, isSigned: (text, signature) => sameSignature(sign(text), signature) }
}
