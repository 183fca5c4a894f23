import type { GenericSchema, InferOutput } from 'valibot'
import type { AnyChannel, ChannelKeys, Connections } from '../channels/index.ts'
import type { Contract } from '../kernel/index.ts'
import { definePlugin } from './define.ts'
import type { AnyDefinition, ConfigOf, PluginDefinition, PluginFactory } from './definition.ts'
import type { Need, Scope } from './scope.ts'

type Of<Schema> = Schema extends GenericSchema ? InferOutput<Schema> : Record<never, never>

/** The keys of a channel beside those of a plugin. */
type ChannelDefinition<
  Id extends string,
  Settings extends GenericSchema | undefined,
  Credentials extends GenericSchema | undefined,
  Api,
  Shape,
  Requirements,
  Schema extends GenericSchema | undefined,
  Needs extends Need,
  Services,
  C extends Contract,
  Heard extends readonly unknown[],
> = {
  /** What a merchant chooses for each account; the form is drawn from it. */
  readonly settings?: Settings
  /** Sealed at rest; mark what nobody may read again with `secret()`. */
  readonly credentials?: Credentials
} & ChannelKeys<Of<Settings>, Of<Credentials>, Api, Shape, Requirements, Scope<ConfigOf<Schema>, Needs>> &
  Omit<PluginDefinition<Id, Schema, Needs, Services, C, Connections<Of<Settings>, Of<Credentials>, Api>, Heard>, 'id'>

/**
 * Declares a channel: a plugin that shows the shop's goods on an outside platform and takes its orders in. What `connect` returns reaches
 * every key below it; everything that a plugin may have (tables, endpoints, jobs, subscriptions) may stand beside.
 * @example export const bazaar = defineChannel('bazaar', { version: '1.0.0', kind: 'marketplace', title: 'Bazaar', connect: … })
 */
export function defineChannel<
  const Id extends string,
  Settings extends GenericSchema | undefined = undefined,
  Credentials extends GenericSchema | undefined = undefined,
  Api = undefined,
  Shape = unknown,
  Requirements = undefined,
  Schema extends GenericSchema | undefined = undefined,
  const Needs extends Need = never,
  Services = Record<never, never>,
  const C extends Contract = Record<never, never>,
  const Heard extends readonly unknown[] = readonly unknown[],
>(
  id: Id,
  definition: ChannelDefinition<Id, Settings, Credentials, Api, Shape, Requirements, Schema, Needs, Services, C, Heard>,
): PluginFactory<Id, Schema, C> {
  const { hosts = [] } = definition
  const channel = { ...definition, id, hosts } as unknown as AnyChannel
  const plugin = { ...definition, id, channel } as unknown as PluginDefinition<Id, Schema, Needs, Services, C>
  return definePlugin<Id, Needs, Schema, Services, C>(plugin)
}

/** The channel of a plugin that is one. */
export function channelOf(definition: AnyDefinition): AnyChannel | undefined {
  return (definition as AnyDefinition & { readonly channel?: AnyChannel }).channel
}
