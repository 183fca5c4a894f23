import type { Commerce } from '../../../commerce.ts'
import type { Contract } from '../../../kernel/index.ts'
import type { Fetch, Plugin, PluginFactory } from '../../../plugins/index.ts'

/** A plugin before it has its settings: what `definePlugin` and `defineChannel` give. */
export interface AnyFactory<Id extends string = string, C extends Contract = Contract>
  extends Pick<PluginFactory<Id, undefined, C>, 'id' | 'contract' | 'definition'> {
  (...settings: never[]): Plugin<Id, C>
}

/** A shop as a story meets it: the test shop's goods and ways of delivery, with the plugin. */
export interface StoryShop<Id extends string = string, C extends Contract = Contract> {
  readonly call: Commerce<readonly [Plugin<Id, C>]>['call']
  readonly idle: () => Promise<void>
  /** Of the shop, which stands still until it is moved. */
  readonly advance: (ms: number) => void
}

export interface PluginConformanceOptions<Id extends string = string, C extends Contract = Contract> {
  /** With which it works. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** What people do with it, so that it has rows and hears of something; told after a customer, two orders, a change and an end of a product. */
  readonly story?: (shop: StoryShop<Id, C>) => Promise<void>
  /** Texts that nobody may find anywhere, beside the settings that the schema marks as secret. */
  readonly secrets?: readonly string[]
  /** How it reaches the outside; without it nobody answers. */
  readonly fetch?: Fetch
  /** The version before, to upgrade from. */
  readonly before?: AnyFactory
  /** Its README, for the case that it names every setting and every error code. */
  readonly readme?: string | URL
  /** Facts of messages, by the message's key, where the schema does not tell what a text must be: `{ ready: { timeZone: 'Europe/Kyiv', … } }`. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** Where the shop's clock stands. Default 2026-06-01T10:00:00Z. */
  readonly now?: number
}
