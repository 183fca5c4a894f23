import satisfies from 'semver/functions/satisfies.js'
import { cartAdjustments } from '../carts/index.ts'
import { channelPoint, type InstalledChannel, presentChannels } from '../channels/index.ts'
import { visitorNaming } from '../customers/index.ts'
import { deliveryQuote } from '../delivery/index.ts'
import { type EventType, on, publishedEvent, subscription } from '../events/index.ts'
import { job } from '../jobs/index.ts'
import {
  actionItems,
  type Context,
  type Contribution,
  contribute,
  type Room,
  type Switch,
  switched,
} from '../kernel/index.ts'
import { mailMessage } from '../mail/index.ts'
import { orderPlacing } from '../orders/index.ts'
import { version } from '../version.ts'
import { coreEvents } from './core-events.ts'
import { channelOf } from './define-channel.ts'
import type { AnyDefinition, HearsAny, Plugin } from './definition.ts'
import { guardedFetch } from './guarded-fetch.ts'
import { installedPlugin } from './lifecycle/installed.ts'
import { type InScope, mountsOf } from './mounts.ts'
import { refusesForeign } from './own-tables.ts'
import { paymentOf } from './payment.ts'
import { type Host, scopesOf } from './scopes.ts'

/** A plugin as one more room of the shop. Throws when it was made for another core. */
export function roomOf(plugin: Plugin, host: Host): Room {
  const { definition } = plugin
  refuseOtherCore(definition)
  const scoped = scopesOf(plugin, host)
  const power = host.switches.of(definition.id)
  const channels = channelsOf(definition, { fetch: host.fetch, scoped })
  return {
    id: definition.id,
    migrations: definition.migrations ?? [],
    mounts: mountsOf(definition, scoped, power),
    problems: Object.values(definition.problems ?? {}),
    contributes: [
      contribute(installedPlugin, plugin),
      ...subscriptionsOf(definition, scoped, power),
      ...jobsOf(definition, scoped, power),
      ...Object.values(definition.events ?? {}).map((event) => contribute(publishedEvent, event)),
      ...switched([...providesOf(definition, scoped), ...claimsOf(definition, host), ...channels.enabled], power),
      ...channels.present,
      ...Object.values(definition.messages ?? {}).map((message) => contribute(mailMessage, message)),
    ],
  }
}

/** What others find in it while it is enabled. */
function providesOf(definition: AnyDefinition, scoped: InScope): Contribution[] {
  const { payment } = definition
  return [
    ...filtersOf(definition),
    ...deliveryOf(definition, scoped),
    ...waitingOf(definition, scoped),
    ...visitorOf(definition, scoped),
    ...(payment === undefined ? [] : [paymentOf(payment, scoped)]),
  ]
}

function channelsOf(
  definition: AnyDefinition,
  { fetch, scoped }: Pick<Host, 'fetch'> & { readonly scoped: InScope },
): Readonly<Record<'enabled' | 'present', Contribution[]>> {
  const channel = channelOf(definition)
  if (channel === undefined) return { enabled: [], present: [] }
  const { id, hosts } = channel
  const installed: InstalledChannel = {
    channel,
    fetch: guardedFetch({ id, hosts, fetch }),
    connect: (account, ctx) => channel.connect(account, scoped(ctx) as never),
  }
  return { enabled: [contribute(channelPoint, installed)], present: [contribute(presentChannels, installed)] }
}

function refuseOtherCore({ id, version: own, core }: AnyDefinition): void {
  if (core === undefined || satisfies(version, core, { includePrerelease: true })) return
  throw new Error(
    `the plugin ${id} ${own} is made for @vitrine/core ${core}, and this is ${version}; install a version of it that fits`,
  )
}

function subscriptionsOf(definition: AnyDefinition, scoped: InScope, power: Switch): Contribution[] {
  const { id } = definition
  return heardBy(definition).map(({ event, run, ...settings }) => {
    const { name } = event
    const options = { ...settings, name: `${id}/${name}` }
    const own = on(event, { ...options, run: (happened, ctx) => run(happened, scoped(ctx)) })
    return contribute(subscription, { ...own, power })
  })
}

/** Events of the core by name, others as they are. */
function heardBy({ id, on: heard = {}, hears: others = [] }: AnyDefinition): readonly HearsAny[] {
  const ofCore = Object.entries(heard).flatMap(([name, hears]) => {
    if (hears === undefined) return []
    const event = coreEvents[name as keyof typeof coreEvents] as EventType | undefined
    if (event === undefined) throw new TypeError(`the plugin ${id} hears ${name}, which is no event of the core`)
    return typeof hears === 'function' ? { event, run: hears } : { event, ...hears }
  })
  return [...ofCore, ...others]
}

function jobsOf({ id, jobs = {} }: AnyDefinition, scoped: InScope, power: Switch): Contribution[] {
  return Object.entries(jobs).map(([name, { every, run }]) =>
    contribute(job, { name: `${id}/${name}`, every, run: (ctx) => run(scoped(ctx)), power }),
  )
}

function filtersOf({ id, filters = {} }: AnyDefinition): Contribution[] {
  const cart = filters['cart.adjustments']
  if (cart === undefined) return []
  const { order = 'normal', ...filter } = cart
  return [contribute(cartAdjustments, { name: id, ...filter }, order)]
}

function claimsOf({ id, claims = {} }: AnyDefinition, { ids }: Pick<Host, 'ids'>): Contribution[] {
  const placing = claims['order.placing']
  if (placing === undefined) return []
  const refuseForeign = refusesForeign(id, ids)
  return [
    contribute(orderPlacing, (ctx, order) => {
      const statements = placing(ctx, order)
      refuseForeign(statements)
      return statements
    }),
  ]
}

function deliveryOf({ id, delivery }: AnyDefinition, scoped: InScope): Contribution[] {
  if (delivery === undefined) return []
  const { types, quote } = delivery
  return [contribute(deliveryQuote, { name: id, types, quote: (ctx, asked) => quote({ ...asked, ctx }, scoped(ctx)) })]
}

function visitorOf({ id, visitor }: AnyDefinition, scoped: InScope): Contribution[] {
  if (visitor === undefined) return []
  return [contribute(visitorNaming, { plugin: id, nameOf: (ctx, http) => visitor(http, scoped(ctx)) })]
}

function waitingOf({ id, admin }: AnyDefinition, scoped: InScope): Contribution[] {
  const items = admin?.actionItems
  if (items === undefined) return []
  const own = async (ctx: Context) =>
    (await items(scoped(ctx))).map((item) => ({ ...item, id: `${id}/${item.id}`, plugin: id }))
  return [contribute(actionItems, own)]
}
