import type { AnyChannel } from '../../channels/index.ts'
import type { ConformanceOptions, ConformingPlatform } from './platform.ts'
import type { World } from './world.ts'

/** What a case may need of the channel, of its platform, and of the author's options, in words for whoever lacks it. */
const NEEDS = {
  publish: ['the channel has no listings.publish', ({ channel }: Given) => channel.listings?.publish],
  feed: ['the channel has no listings.feed', ({ channel }: Given) => channel.listings?.feed],
  observe: ['the channel has no listings.observe', ({ channel }: Given) => channel.listings?.observe],
  browse: ['the channel has no listings.browse', ({ channel }: Given) => channel.listings?.browse],
  stock: ['the channel has no stock', ({ channel }: Given) => channel.stock],
  prices: ['the channel has no prices', ({ channel }: Given) => channel.prices],
  receipts: ['the channel has no receipts', ({ channel }: Given) => channel.receipts],
  orders: ['the channel has no orders', ({ channel }: Given) => channel.orders],
  read: ['the channel has no orders.read', ({ channel }: Given) => channel.orders?.read],
  acknowledges: ['the channel has no orders.acknowledge', ({ channel }: Given) => channel.orders?.acknowledge],
  ships: ['the channel has no orders.ship', ({ channel }: Given) => channel.orders?.ship],
  cancels: ['the channel has no orders.cancel', ({ channel }: Given) => channel.orders?.cancel],
  refunds: ['the channel has no orders.refund', ({ channel }: Given) => channel.orders?.refund],
  hosts: ['the channel calls nobody', ({ channel }: Given) => channel.hosts.length > 0],
  noHosts: ['the channel calls others', ({ channel }: Given) => channel.hosts.length === 0],
  credentials: ['the channel has no credentials', ({ channel }: Given) => channel.credentials],
  oauth: ['the channel has no oauth', ({ channel }: Given) => channel.oauth],
  webhook: ['the channel has no webhook', ({ channel }: Given) => channel.webhook],
  edit: ['nobody can edit at the platform', ({ platform }: Given) => platform.edit],
  remove: ['nobody can remove at the platform', ({ platform }: Given) => platform.remove],
  revokeTokens: ['the platform revokes no tokens', ({ platform }: Given) => platform.revokeTokens],
  order: ['nobody can order at the platform', ({ platform }: Given) => platform.order],
  cancel: ['nobody can cancel at the platform', ({ platform }: Given) => platform.cancel],
  heard: ['the platform does not tell what it heard', ({ platform }: Given) => platform.heard],
  listen: ['the platform sends no messages', ({ platform }: Given) => platform.listen],
  mutter: ['the platform sends no messages of unknown types', ({ platform }: Given) => platform.mutter],
  counts: ['the platform shows no counts', ({ options }: Given) => options.isCounted !== false],
  states: ['the options name no folder of states', ({ options }: Given) => options.states],
  refusal: ['the options name no refusal', ({ options }: Given) => options.refusal],
} as const satisfies Record<string, readonly [string, (given: Given) => unknown]>

/** A key of the channel, or something that people can do at its platform. */
export type Needed = keyof typeof NEEDS

interface Given {
  readonly channel: AnyChannel
  readonly platform: ConformingPlatform
  readonly options: ConformanceOptions
}

/** Why a case that needs all these cannot run; undefined when it can. */
export function lackOf(needs: readonly Needed[], given: Given): string | undefined {
  const lacks = needs.map((need) => NEEDS[need]).filter(([, find]) => [undefined, false].includes(find(given) as never))
  return lacks.length === 0 ? undefined : lacks.map(([words]) => words).join(', ')
}

type Run = (world: World) => Promise<void>

export interface Case {
  readonly needs?: readonly Needed[]
  /** The connection is no dry run any more. Default true. */
  readonly isConfirmed?: boolean
  /** Neither side limits its calls, and nothing is logged. */
  readonly isUnlimited?: boolean
  readonly run: Run
}

/** Cases by their names. */
export type Cases = Readonly<Record<string, Run | Case>>
