import type { AnyChannel } from '../channels/index.ts'
import { channelOf } from '../plugins/define-channel.ts'
import type { AnyDefinition } from '../plugins/definition.ts'

export type { AnyChannel }

/** The channel that a plugin is, as the engine works with it: for tests of a channel's own calls. Throws when the plugin is none. */
export function channelIn({ definition }: { readonly definition: AnyDefinition }): AnyChannel {
  const channel = channelOf(definition)
  if (channel === undefined) throw new Error(`the plugin ${definition.id} is no channel`)
  return channel
}
